"""The words for findings about platforms, their people and their equipment."""

from xingmeng.engines.values import Text

T = Text
PLATFORMS: dict[str, Text] = {
    "platform_over": T(
        "该认定已到期或终止，不能再登记。",
        "This recognition has ended; nothing more is entered for it.",
    ),
    "not_a_platform": T("该认定不是平台或人才认定。", "This recognition is no platform."),
    "academician_at_station": T(
        "院士只在院士专家工作站登记。", "Academicians are entered at workstations alone."
    ),
    "member_already": T(
        "此人已在该平台登记。", "This person has a place in the platform already."
    ),
    "member_left_before": T(
        "此人的离开已登记。", "That this person left is on record already."
    ),
    "too_many_stations": T(
        "该院士已在 {count} 个工作站任职，上限为 {most} 个。",
        "This academician serves {count} station(s) already; {most} at most.",
    ),
    "too_short_on_site": T(
        "院士每年在站工作不少于 {least} 个月。",
        "An academician works at least {least} months a year in each station.",
    ),
    "closes_before_it_opens": T(
        "每日结束时间须晚于开放时间。", "It must close later than it opens."
    ),
    "negative_amount": T("金额不能为负数。", "A sum cannot be negative."),
    "equipment_not_shared": T(
        "该仪器不对外共享或已停用。", "This equipment is not shared, or out of use."
    ),
    "outside_opening_hours": T(
        "时段须在开放时间 {opens} 至 {closes} 之内。",
        "The hours must lie within {opens} and {closes}.",
    ),
    "slot_over": T(
        "该时段已经开始，请选择以后的时段。", "These hours have begun; choose later ones."
    ),
    "slot_not_begun": T(
        "该时段尚未开始，不能登记使用。",
        "These hours have not begun; their use is recorded afterwards.",
    ),
    "slot_too_far": T(
        "最多可预约 {days} 天以内的时段。", "Hours can be asked for up to {days} days ahead."
    ),
    "slot_taken": T(
        "该时段与已确认的预约 {hours} 重叠，请选择其他时段。",
        "These hours overlap a confirmed booking, {hours}; choose others.",
    ),
    "more_than_booked": T(
        "实际使用不能超过预约的 {most} 小时。",
        "No more than the {most} hours booked can be used.",
    ),
}
