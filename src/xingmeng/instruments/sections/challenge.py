"""The life of a challenge on the list, with its side exits 流榜 and 未达成合作."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text

SCHEDULE = Section(
    name="schedule",
    label=Text("完成期限", "Deadline"),
    fields=(
        Field(name="deadline_on", kind="date", label=Text("完成期限", "To be solved by")),
        Field(
            name="checkpoint_on",
            kind="date",
            label=Text("比选节点（赛马榜单）", "Checkpoint, for a horse race"),
            required=False,
        ),
    ),
)
CHALLENGE = Flow(
    kind="challenge",
    states=(
        State(name="drafted", label=Text("草拟", "Drafted"), tone="neutral"),
        State(
            name="listed",
            label=Text("揭榜中", "Listed"),
            held_by=Text("各揭榜单位", "the bidders"),
        ),
        State(name="unsealing", label=Text("待第二人开启", "Second key awaited"), days=2),
        State(name="opened", label=Text("形式审查", "Screening"), days=15),
        State(name="reviewing", label=Text("专家评审", "In review"), days=20),
        State(
            name="ranked",
            label=Text("待发榜方选定", "For the issuer to choose"),
            days=10,
            held_by=Text("发榜方", "the issuer"),
        ),
        State(name="chosen", label=Text("拟立项", "Bidder chosen"), days=30),
        State(name="agreed", label=Text("已签约", "Agreed"), tone="good"),
        State(name="closed", label=Text("已完成", "Solved"), tone="good", final=True),
        State(name="failed", label=Text("未完成", "Not solved"), tone="warn", final=True),
        State(name="no_bid", label=Text("流榜", "No bid"), tone="warn", days=20),
        State(
            name="no_agreement", label=Text("未达成合作", "No agreement"), tone="warn", days=20
        ),
        State(
            name="relisted", label=Text("已重新发榜", "Relisted"), tone="neutral", final=True
        ),
        State(name="withdrawn", label=Text("已撤榜", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="list",
            label=Text("发榜", "List"),
            before=("drafted",),
            after="listed",
            by=("system",),
        ),
        Move(
            name="reschedule",
            label=Text("调整完成期限", "Set another deadline"),
            before=("drafted",),
            after="drafted",
            by=("officer",),
            asks=(SCHEDULE,),
            checks=("list_not_published",),
            explain=Text(
                "用于重新发榜；指标和验收办法不变，期限须晚于揭榜截止。",
                "For a challenge listed again: targets and test stay as they are.",
            ),
        ),
        Move(
            name="turn_first_key",
            label=Text("开启揭榜书（第一人）", "Open the bids: first key"),
            before=("listed",),
            after="unsealing",
            by=("officer",),
            confirm=True,
            checks=("closing_time_passed",),
            explain=Text(
                "揭榜书须由两名工作人员先后开启，每一步都留痕。",
                "Two officers open the bids one after the other; each step is on the trail.",
            ),
        ),
        Move(
            name="turn_second_key",
            label=Text("开启揭榜书（第二人）", "Open the bids: second key"),
            before=("unsealing",),
            after="opened",
            by=("officer",),
            confirm=True,
            checks=("closing_time_passed", "another_officer"),
        ),
        Move(
            name="run_dry",
            label=Text("流榜", "No bid came"),
            before=("opened",),
            after="no_bid",
            by=("system",),
        ),
        Move(
            name="enter_review",
            label=Text("进入评审", "Enter review"),
            before=("opened",),
            after="reviewing",
            by=("system",),
        ),
        Move(
            name="leave_review",
            label=Text("完成评审", "Reviewed"),
            before=("reviewing",),
            after="ranked",
            by=("system",),
        ),
        Move(
            name="choose",
            label=Text("发榜方选定", "Chosen by the issuer"),
            before=("ranked",),
            after="chosen",
            by=("system",),
        ),
        Move(
            name="lose_award",
            label=Text("未达成合作", "No agreement"),
            before=("chosen",),
            after="no_agreement",
            by=("system",),
        ),
        Move(
            name="next_bidder",
            label=Text("转下一名揭榜方", "Turn to the next bidder"),
            before=("no_agreement",),
            after="ranked",
            by=("officer",),
        ),
        Move(
            name="relist",
            label=Text("重新发榜", "List again"),
            before=("no_bid", "no_agreement"),
            after="relisted",
            by=("officer",),
            explain=Text(
                "在新的草拟批次中复制本榜单；发布前请核对批次名称、起止时间和完成期限。",
                "Copies the challenge into a new draft call; mend title, dates and deadline "
                "before it is published.",
            ),
        ),
        Move(
            name="withdraw",
            label=Text("撤榜", "Withdraw"),
            before=("drafted", "no_bid", "no_agreement"),
            after="withdrawn",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="agree",
            label=Text("签约生效", "Contract in force"),
            before=("chosen",),
            after="agreed",
            by=("system",),
        ),
        Move(
            name="close",
            label=Text("完成", "Solved"),
            before=("agreed",),
            after="closed",
            by=("system",),
        ),
        Move(
            name="fail",
            label=Text("未完成", "Not solved"),
            before=("agreed",),
            after="failed",
            by=("system",),
        ),
    ),
)
