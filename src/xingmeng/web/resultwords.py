"""The words for findings about delivery, results and what conversion brings."""

from xingmeng.engines.values import Text

T = Text
RESULTS: dict[str, Text] = {
    # delivery and outcomes
    "identifier_odd": T("号码的格式不对，请照证书或首页填写。", "This is not how such a number is written; copy it from the certificate or title page."),
    "check_digit_wrong": T("专利号的校验位不对，请核对每一位数字。", "The check digit does not fit; compare every digit of the patent number."),
    "outcome_known": T("这项成果已登记：{number}《{title}》。", "This result is filed already: {number}, {title}."),
    "outcome_filed_elsewhere": T("另一单位正在登记同一号码的成果，请与成果处联系。", "Another unit is filing a result with this number; ask the office for results."),
    "outcome_unproved": T("没有公开号码的成果须先上传佐证材料。", "A result without a public number needs evidence; upload it first."),
    "by_acceptance": T("最后一个里程碑由验收完成，请申请验收。", "The last milestone is passed by acceptance; request that."),
    "earlier_first": T("请先完成里程碑“{title}”。", "Milestone \"{title}\" comes first."),
    "acceptance_under_way": T("验收已在进行。", "Acceptance is under way."),
    "user_not_satisfied": T("用户意见不是“全部达到”，不能通过验收。", "The user did not find everything met."),
    "buyer_unknown": T("没有登记该信用代码的单位，或与卖方相同。", "No other registered organisation has this credit code."),
    "technology_more_than_amount": T("技术交易额不能多于合同成交额。", "The technology part cannot exceed the whole."),
    "income_over_contract": T("累计收入不能超过合同成交额，尚可登记 {left_fen}。", "Income cannot exceed the contract; {left_fen} is left."),
    "main_contributors_low": T("主要贡献人员合计应不低于团队收益的一半（国发〔2016〕16号）。", "Main contributors together get at least half of the team's part (Guofa [2016] 16)."),
    "heads_take_no_shares": T("单位正职领导可以获得现金奖励，不得获取股权（国发〔2016〕16号）。", "The head of a unit may get money, but no shares (Guofa [2016] 16)."),
    "profit_year_stated": T("第 {year} 年的收益已登记。", "Year {year} of use is stated already."),
    "income_objection_upheld": T("有异议成立：请撤销后重新登记。", "An objection was upheld: cancel this and state it anew."),
    "takes_no_equity": T("监事、独立董事和企业外人员不得参加（财资〔2016〕4号）。", "Supervisors, independent directors and outsiders take no part (Caizi [2016] 4)."),
    "equity_rule_unmet": T("不符合：{of}。", "Not kept: {of}."),
    "equity_award_unlawful": T("第 {number} 人的股权奖励不符合规定：限重要技术人员、满三年、购买不少于奖励，且不超过上限。", "The award of person {number} is not lawful: key technical staff of three years, who buy as much, within the caps."),
    "not_grantable": T("可以赋权的是专利、软件著作权、植物新品种、技术秘密等；论文、标准和示范不能赋权。", "Patents, software, varieties and secrets can be granted; papers, standards and demonstrations cannot."),
    "granted_already": T("这项成果已申请或已经赋权。", "Rights in this result are granted or asked for already."),
    "evaluated_by_market": T("应用研究和试验发展的成果由用户、市场或第三方机构评价（国办发〔2021〕26号）。", "Applied results are evaluated by users, the market or an agency (Guobanfa [2021] 26)."),
    "evaluates_own": T("完成单位不能评价自己的成果。", "Who made a result does not evaluate it."),
    "evaluated_already": T("贵单位已评价过这项成果。", "Your unit has evaluated this result already."),
    "registration_number_taken": T("已有技术合同使用这个登记编号。", "Another contract has this registration number."),
    "contract_filed_already": T("同一成果、买方、名称和日期的合同已申请登记，一份合同只登记一次。", "This contract is filed already; a contract is registered once."),
    "no_net_income": T("成本不应多于收入，没有可分配的净收入。", "Costs reach the income; nothing is left to share."),
}  # fmt: skip
