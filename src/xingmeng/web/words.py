"""The words for every finding: what is wrong, and what to do about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from xingmeng.core.roles import ROLES
from xingmeng.core.words import say
from xingmeng.engines.values import Finding, Text
from xingmeng.web.templatetags import figures

T = Text
FINDINGS: dict[str, Text] = {
    # the flow
    "wrong_state": T("当前状态不能办理此事，请刷新页面查看最新进展。", "This cannot be done in the case's present state; reload to see where it is."),
    "not_your_move": T("您没有办理此事的权限，请由{needed}办理。", "You may not do this; it is for: {needed}."),
    "reason_needed": T("请写明理由。", "Give a reason."),
    "password_wrong": T("密码不正确，请重新输入本人登录密码。", "The password is wrong; enter your own again."),
    "same_person": T("前一步由您本人办理，须由另一位工作人员办理这一步。", "You took the step before; another person must take this one."),
    # answers
    "answer_needed": T("请填写此项。", "Fill this in."),
    "not_text": T("内容含有不能识别的字符，请重新输入。", "This contains characters that cannot be read; type it again."),
    "too_long": T("现有 {chars} 字，最多 {max} 字，请删减。", "{chars} characters; at most {max}. Shorten it."),
    "not_a_number": T("请填写整数。", "Enter a whole number."),
    "not_money": T("请填写金额，单位万元，最多六位小数，例如 1850.5。", "Enter an amount in units of CNY 10,000, such as 1850.5."),
    "too_small": T("不能小于 {min}。", "Must be at least {min}."),
    "too_big": T("不能大于 {max}。", "Must be at most {max}."),
    "not_a_date": T("请按“年-月-日”填写日期，例如 2024-06-30。", "Enter a date such as 2024-06-30."),
    "not_an_option": T("请从所列选项中选择。", "Choose one of the options."),
    "too_few_rows": T("至少填写 {min} 行。", "Fill in at least {min} row(s)."),
    "too_many_rows": T("最多 {max} 行，现有 {rows} 行。", "At most {max} rows; there are {rows}."),
    "shares_not_100": T("各行占比合计应为 100，现为 {sum}。", "The shares must sum to 100; they sum to {sum}."),
    "own_more_than_total": T("自有资金不能多于榜单金额。", "Own money cannot exceed the whole."),
    # files
    "file_too_large": T("文件过大，请压缩后重新上传。", "The file is too large; make it smaller."),
    "file_type_not_allowed": T("不支持此类文件，请上传 PDF、图片、DOCX、XLSX、CSV 或 TXT。", "This kind is not accepted; upload PDF, picture, DOCX, XLSX, CSV or TXT."),
    "file_type_mismatch": T("文件内容与扩展名不符，请检查文件。", "Content and file name disagree; check the file."),
    "file_unsafe": T("文件含有宏、脚本或异常内容，已拒收；请另存为普通文件再上传。", "The file holds macros, scripts or other unsafe content; save a plain copy."),
    "file_empty": T("文件是空的，请重新选择。", "The file is empty; choose another."),
    "too_many_files": T("最多上传 {max} 个文件。", "At most {max} files."),
    "evidence_missing": T("请先在本页上传至少一份佐证材料。", "Upload at least one piece of evidence on the page first."),
    # registry
    "credit_code_wrong": T("统一社会信用代码校验不通过，请对照证照核对 18 位代码。", "The credit code does not check; compare all 18 characters with the certificate."),
    "credit_code_taken": T("该代码的单位已登记，请联系该单位管理员加入。", "This organisation is registered already; ask its administrator to let you in."),
    "username_taken": T("登录名已被使用，请换一个。", "The sign-in name is taken; choose another."),
    "username_unknown": T("没有这个登录名，请核对。", "There is no such sign-in name."),
    "fact_unknown": T("没有这项指标：{name}。", "There is no such fact: {name}."),
    "role_unknown": T("没有这个角色：{role}。", "There is no such role: {role}."),
    "role_needs_organisation": T("该角色须指定单位。", "This role needs an organisation."),
    "role_needs_area": T("该角色须指定盟市。", "This role needs an area."),
    "serves_the_region": T("对方担任科技厅、盟市局或评审专家等角色，不能加入单位。", "They work for the region or review, and cannot act for a unit."),
    "may_not_give_role": T("您不能授予或收回这个角色。", "You may not give or take this role."),
    # funds
    "not_enough_authorised": T("授权余额不足，尚余 {left_fen}。", "The authorisation holds only {left_fen}."),
    "not_enough_appropriated": T("专项资金余额不足，尚余 {left_fen}；请先下达预算。", "The appropriation holds only {left_fen}; open more money first."),
    "already_released": T("该笔资金已经形成拨付。", "This sum has been released already."),
    "nothing_to_pay": T("没有待拨付的授权。", "There is nothing to pay."),
    # calls
    "no_challenges": T("批次中还没有榜单，请先列入已确认的需求。", "The call has no challenge; add a confirmed need first."),
    "challenge_incomplete": T("榜单“{title}”缺少指标、验收办法或金额。", "Challenge \"{title}\" lacks targets, test or amount."),
    "deadline_before_closing": T("榜单“{title}”的完成期限早于截止时间。", "Challenge \"{title}\" is due before the call closes."),
    "open_too_short": T("受理时间至少 {days} 天，请推迟截止时间。", "A call stays open at least {days} days; close it later."),
    "appropriation_not_open": T("对应的专项资金尚未下达，请财务先下达预算。", "Finance has not opened the appropriation yet."),
    "no_rule_in_force": T("{on} 当天没有生效的支持规定，请核对开始时间。", "No rule of support is in force on {on}; check the opening date."),
    "not_closed_yet": T("截止时间 {closes_at} 未到，不能开启。", "Not before the closing time {closes_at}."),
    "closes_before_opening": T("截止时间应晚于开始时间。", "It must close after it opens."),
    # bids
    "closed": T("已于 {closes_at} 截止，不再受理。", "Closed at {closes_at}; nothing is taken in any more."),
    "not_open_yet": T("{opens_at} 起受理。", "Opens at {opens_at}."),
    "organisation_not_confirmed": T("单位尚未通过核实，请联系所在盟市科技局。", "The organisation is not confirmed yet; ask its bureau."),
    "integrity_ban": T("单位处于科研失信惩戒期内，不能申报。", "A decision on research misconduct bars the organisation for now."),
    "own_challenge": T("发榜方不能揭自己的榜。", "An issuer cannot bid for its own challenge."),
    "already_bidding": T("贵单位已在揭此榜，请在已有的揭榜书上继续。", "Your organisation bids already; continue with that bid."),
    # review
    "screening_unfinished": T("还有 {count} 份揭榜书未完成形式审查。", "{count} bid(s) still wait in screening."),
    "nothing_admitted": T("没有通过形式审查的揭榜书。", "No bid has been admitted."),
    "too_few_experts": T("“{title}”已选派 {have} 名专家，需 {needed} 名。", "\"{title}\" has {have} expert(s) of {needed}."),
    "sheets_missing": T("“{title}”还有 {open} 份评分表未交回。", "\"{title}\" still lacks {open} sheet(s)."),
    "mark_missing": T("“{criterion}”还没有评分。", "\"{criterion}\" has no mark yet."),
    "mark_out_of_range": T("请填写 0 到 100 的整数。", "Enter a whole number from 0 to 100."),
    "comment_missing": T("请写评审意见。", "Write your reasons."),
    "conflict_same_unit": T("该专家在申报单位或发榜单位任职，须回避。", "The expert works for a party and must step aside."),
    "not_an_expert": T("对方不在评审专家库中。", "They are not in the pool of experts."),
    "already_assigned": T("已选派过该专家。", "This expert has been asked already."),
    # awards
    "agreed_out_of_range": T("签约金额应大于零且不超过榜单金额 {max}。", "The agreed sum must be above zero and at most {max}."),
    "award_lost_before": T("该揭榜方的立项曾被否决、撤销或未达成合作，不能再次选定。", "An award to this bidder was rejected, annulled or given up before; choose another."),
    "publicity_running": T("公示期到 {until} 为止，期满后才能办理。", "Publicity runs until {until}; not before it is over."),
    "objection_open": T("还有异议未核查完毕。", "An objection is still being examined."),
    "objection_was_upheld": T("有异议成立，只能撤销。", "An objection was upheld; the award can only be annulled."),
    "no_objection_upheld": T("没有成立的异议。", "No objection was upheld."),
    "not_in_publicity": T("不在公示期内，不能提出异议。", "Objections are taken only during publicity."),
    "sign_in_first": T("请先登录；不受理匿名异议。", "Sign in first; anonymous objections are not taken."),
    # delivery and outcomes
    "by_acceptance": T("最后一个里程碑由验收完成，请申请验收。", "The last milestone is passed by acceptance; request that."),
    "earlier_first": T("请先完成里程碑“{title}”。", "Milestone \"{title}\" comes first."),
    "acceptance_under_way": T("验收已在进行。", "Acceptance is under way."),
    "user_not_satisfied": T("用户意见不是“全部达到”，不能通过验收。", "The user did not find everything met."),
    "buyer_unknown": T("没有登记该信用代码的单位，或与卖方相同。", "No other registered organisation has this credit code."),
    "technology_more_than_amount": T("技术交易额不能多于合同成交额。", "The technology part cannot exceed the whole."),
    "income_over_contract": T("累计收入不能超过合同成交额，尚可登记 {left_fen}。", "Income cannot exceed the contract; {left_fen} is left."),
    "no_net_income": T("成本不应多于收入，没有可分配的净收入。", "Costs reach the income; nothing is left to share."),
}  # fmt: skip


def finding(item: Finding) -> str:
    """One reason in the reader's words, with its place where it has one.

    Errors: KeyError for a code without words; a test reads all codes.
    """
    said = say(FINDINGS[item.code])
    values = {name: _value(name, value, item.values) for name, value in item.values.items()}
    words = said.format_map(_Blank(values))
    row = item.values.get("row")
    return figures.choose(f"第 {row} 行：{words}", f"Row {row}: {words}") if row else words


class _Blank(dict):
    def __missing__(self, key: str) -> str:
        return "—"


def _value(name: str, value: Any, beside: Mapping[str, Any]) -> str:
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if name.endswith("_fen") or (name in ("min", "max") and beside.get("kind") == "money"):
        return figures.money(value)
    if name == "max" and beside.get("field") == "agreed_fen":
        return figures.money(value)
    if name == "needed" and isinstance(value, list):
        return "、".join(say(ROLES[v]) if v in ROLES else v for v in value)
    return str(value)
