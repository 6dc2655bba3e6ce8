"""The words for every finding: what is wrong, and what to do about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from xingmeng.core.roles import ROLES
from xingmeng.core.words import say, series
from xingmeng.engines.values import Finding, Text
from xingmeng.web.templatetags import figures

T = Text
FINDINGS: dict[str, Text] = {
    # the flow
    "wrong_state": T("当前状态不能办理此事，请刷新页面查看最新进展。", "This cannot be done in the case's present state; reload to see where it is."),
    "not_your_move": T("您没有办理此事的权限，请由{needed}办理。", "You may not do this; it is for: {needed}."),
    "reason_needed": T("请写明理由。", "Give a reason."),
    "password_wrong": T("密码不正确，请重新输入本人登录密码。", "The password is wrong; enter your own again."),
    "too_many_tries": T("密码多次输错，请 5 分钟后再试；忘记密码请先重设。", "The password was wrong too often; try again in 5 minutes, or reset it."),
    "same_person": T("前一步由您本人办理，须由另一位工作人员办理这一步。", "You took the step before; another person must take this one."),
    # papers and signatures
    "no_authority": T("您没有代表{unit}签署的权限：请由登记的法定代表人本人签署，或请法定代表人在单位页面“授权委托书”处为您出具写明起止日期的授权，生效后再来签署。", "You have no authority to sign for {unit}. Its registered legal representative signs, or gives you a dated authorisation on the organisation's page; then come back."),
    "signed_for_another": T("您已代表另一方签署过本文书，不能再代表这一方签署。", "You have signed this paper for another party and cannot sign for this one too."),
    "placeholder_misspelt": T("没有占位词“{written}”，是不是“{near}”？", "There is no placeholder \"{written}\"; did you mean \"{near}\"?"),
    "placeholder_unknown": T("没有占位词“{written}”，可用的有：{known}。", "There is no placeholder \"{written}\"; there are: {known}."),
    "brace_alone": T("花括号不成对，每个占位词前后各要一个花括号。", "A brace stands alone; a placeholder has one on each side."),
    # draws and places
    "word_too_short": T("口令至少 {least} 个字符。", "The word needs at least {least} characters."),
    "pool_too_small": T("“{name}”只有 {have} 人（件）可抽，需要 {needed}：请减少数量或增加领域。", "{name}: only {have} can be drawn and {needed} are wanted; ask for fewer, or for more fields."),
    "nothing_to_draw": T("请至少为一个领域填写人数。", "Say for one field at least how many to draw."),
    "counts_out_of_range": T("数量应在合理范围内，最多 {most}。", "A number is out of range; at most {most}."),
    "no_ties": T("入围线附近没有需要抽签的并列。", "Nobody ties at the line; no lots are needed."),
    "drawn_already": T("已有抽取 {number}，不能重复抽取。", "There is draw {number} already; no second one."),
    "not_drawn": T("本轮专家由随机抽取产生，此人不在抽取结果中。", "The experts of this round were drawn at random, and this person was not."),
    "not_audited": T("这不是抽中的抽查案卷。", "This case was not drawn for audit."),
    "marks_are_known": T("已有评分交回，名额不能再改。", "Marks are in; the number of places stands."),
    "reasons_missing": T("“{title}”的评分相差 {spread} 分，最高和最低的专家都说明理由后才能汇总。", "Sheets of \"{title}\" lie {spread} points apart; experts of both extremes say why first."),
    "lottery_needed": T("入围线上有 {count} 项分不出先后，请先抽签再汇总。", "{count} applications cannot be told apart at the line; draw lots first."),
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
    "question_unknown": T("本表没有这一项，请刷新页面。", "The form does not ask this; load the page again."),
    "classified_first": T("请先确认内容公开，再填写其他各项。", "First confirm that the content is open; then fill in the rest."),
    "classified_matter": T("本平台不受理涉密和不宜公开的内容，您写的内容没有保存。请联系科技厅保密工作机构，按保密规定线下办理。", "Classified matter is not accepted here and nothing was saved. Contact the department's secrecy office and proceed off line."),
    "not_of_unit_or_partner": T("没有找到：请填写本单位或申报书所列联合单位人员的登录名，其他人请填写电子邮箱。", "Not found: give the sign-in name of a person of your unit or of a partner named in the form; for others, an address of mail."),
    "writes_already": T("对方已在填写，或者已可代表本单位填写。", "They write already, or act for the unit anyway."),
    "cell_wrong": T("单元格 {cell} 的内容“{said}”不符合要求，请对照表中说明修改。", "Cell {cell} says \"{said}\", which does not fit; see the notes in the file."),
    "table_unreadable": T("表格打不开：请用 UTF-8 或 GB 18030 编码的 CSV，或者 XLSX，每行列数相同。", "The table cannot be read: use CSV in UTF-8 or GB 18030, or XLSX, with as many cells on each line."),
    "table_size": T("表中有 {lines} 行数据，应为 1 到 {most} 行。", "The table has {lines} lines; it needs 1 to {most}."),
    "column_unknown": T("不认识的列：{name}。", "Unknown column: {name}."),
    "column_missing": T("缺少列：{name}。", "A column is missing: {name}."),
    "column_twice": T("有两列都是 {name}。", "Two columns are {name}."),
    "line_wrong": T("第 {line} 行“{column}”的内容“{said}”不对，应为 {wanted}，且在取值范围内。", "Line {line}, {column}: \"{said}\" is no {wanted} in its range."),
    "line_empty": T("第 {line} 行缺少“{column}”。", "Line {line} lacks: {column}."),
    "line_twice": T("第 {line} 行与前面某一行重复。", "Line {line} repeats an earlier line."),
    "unit_waits": T("单位 {code} 的登记还没有核实。", "The registration of {code} is not confirmed yet."),
    "unit_unknown": T("第 {line} 行的单位 {code} 没有登记。", "Line {line}: no unit {code} is registered."),
    "region_unknown": T("第 {line} 行的行政区划代码“{said}”不存在。", "Line {line}: there is no region {said}."),
    "industry_unknown": T("第 {line} 行的行业代码“{said}”不存在。", "Line {line}: there is no industry {said}."),
    "recognition_unknown": T("第 {line} 行的认定类别“{said}”不在可登记之列。", "Line {line}: {said} is no recognition that is entered here."),
    "no_introduction_agreed": T("这项需求还没有达成的对接。", "No introduction of this need has come to a result."),
    "same_unit": T("需求和供给属于同一单位。", "Need and offer are of the same unit."),
    "introduced_already": T("这一对供需已在对接或已达成。", "These two are being introduced, or have agreed."),
    "not_to_be_introduced": T("需求未在办理，或供给已不在有效发布中，不能对接。", "The need is not being handled, or the offer no longer stands."),
    "result_unknown": T("平台上没有这个编号的结果，或您不能查看。", "There is no such result on the platform, or you may not see it."),
    "result_of_others": T("这项结果的当事人不是对接双方中的任何一方。", "Neither side is a party to this result."),
    "introduction_in_time": T("期限 {until} 未过，不能作逾期处理。", "Its day, {until}, is not over."),
    "bottleneck_known": T("这项需求已经列为该环节的卡点。", "This need stands for a bottleneck of the link already."),
    "industry_unheard_of": T("没有“{said}”这个行业大类，请写国民经济行业分类的两位代码。", "There is no division {said}: write two digits of the classification of industries."),
    "chain_word_too_short": T("检索词“{said}”太短，至少两个字。", "The word {said} is too short: at least two characters."),
    "code_unfit": T("代码只用小写字母、数字和连字符，以字母开头。", "The code takes small letters, digits and hyphens, a letter first."),
    "code_taken": T("这个代码已经有了。", "The code is taken."),
    "bottlenecks_open": T("还有 {count} 个卡点没有了结，不能停用。", "{count} bottlenecks of it are not settled yet."),
    "links_remain": T("还有 {count} 个环节，请先停用环节。", "{count} links remain: retire them first."),
    "kept_otherwise": T("它现在的状态不允许这样做。", "That cannot be done in its present standing."),
    "nothing_of_that_number": T("没有这个编号的记录，或您不能查看。", "There is no record of that number, or you may not see it."),
    "pair_unknown": T("没有这一对需求和供给，或您不能查看。", "There is no such pair of need and offer, or you may not see it."),
    "not_to_be_shown": T("现在不能这样做：需求的状态是“{state_now}”，或已是所求。", "Not now: the need is {state_now}, or it is so already."),
    "offered_already": T("这项成果已有供给在填写或已发布。", "An offer of this outcome is being written or stands already."),
    "stated_already": T("本单位已有“{title}”，不重复录入。", "The unit has stated this already: {title}."),
    "day_passed": T("日期须在今天之后。", "The day must lie after today."),
    "offer_still_valid": T("有效期至 {until}，尚未到期。", "It is valid until {until}."),
    "day_to_come": T("日期不能在今天之后。", "The day may not lie after today."),
    "file_unreadable": T("文件打不开，请用本表导出的 XLSX 或 JSON 文件。", "The file cannot be read; use the XLSX or JSON file taken out of this form."),
    "file_of_another_form": T("这不是本表的文件，请重新导出后填写。", "This file is not of this form; take one out anew."),
    "clash_open": T("有人同时写了不同的内容，两份都在，请选定一份。", "Somebody wrote something else at the same time; both are kept: choose one."),
    "correction_without_reason": T("您更正了已经掌握的信息，请写明理由。", "You corrected what was known already; say why."),
    "own_more_than_total": T("自有资金不能多于榜单金额。", "Own money cannot exceed the whole."),
    # files
    "file_too_large": T("文件过大，请压缩后重新上传。", "The file is too large; make it smaller."),
    "file_type_not_allowed": T("不支持此类文件，请上传 PDF、图片、DOCX、XLSX、CSV 或 TXT。", "This kind is not accepted; upload PDF, picture, DOCX, XLSX, CSV or TXT."),
    "file_type_mismatch": T("文件内容与扩展名不符，请检查文件。", "Content and file name disagree; check the file."),
    "file_unsafe": T("文件含有宏、脚本或异常内容，已拒收；请另存为普通文件再上传。", "The file holds macros, scripts or other unsafe content; save a plain copy."),
    "file_empty": T("文件是空的，请重新选择。", "The file is empty; choose another."),
    "too_many_files": T("最多上传 {max} 个文件。", "At most {max} files."),
    "evidence_missing": T("请先在本页上传至少一份佐证材料。", "Upload at least one piece of evidence on the page first."),
    # entitlements
    "settled_elsewhere": T("这一项不由科技厅兑付或赋号，由主管机关办理。", "This is not paid or issued here; it is settled with the authority in charge."),
    "nothing_confirmed": T("没有已确认、待列入批次的权益。", "Nothing is confirmed that stands in no batch yet."),
    "appropriation_needed": T("请选择一项已下达的专项资金。", "Choose an appropriation that is open."),
    "gives_nothing": T("测算结果不是符合条件，不能办理此步。", "The result is not that the conditions are met; this step does not apply."),
    "gives_something": T("测算结果是符合条件，请改用“维持，待企业确认”。", "The result is that the conditions are met; let it stand for the firm to confirm."),
    "time_to_answer_runs": T("企业答复期限到 {until}，期满才能视同确认。", "The firm may answer until {until}; silence counts only afterwards."),
    "in_a_batch": T("已列入批次，由批次办理。", "It stands in a batch and is decided there."),
    "payments_sent_back": T("有 {count} 笔支付单被退回，请先重新生成支付单。", "{count} payments were sent back; order them again first."),
    "no_parameter": T("法规中没有参数 {key}。", "The law has no parameter {key}."),
    "set_already": T("{key} 自 {on} 起的数值已设定，不能改写；请自新的日期起设定。", "{key} is set from {on} on already and is not overwritten; set it from another day."),
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
    "mandate_for_oneself": T("不能给自己出具授权，请由法定代表人或另一位管理员出具。", "Nobody authorises themselves; ask the legal representative or another administrator."),
    "not_of_the_unit": T("对方还不能代表本单位，请先把对方加入本单位。", "They do not act for the unit yet; let them in first."),
    "too_many_fields": T("最多选 {most} 个学科。", "At most {most} fields."),
    "load_out_of_range": T("每轮最多评审项数应为 1 到 {most}。", "Between 1 and {most} applications a round."),
    "one_holder": T("一项资质属于一个单位或一个人。", "A recognition belongs to one unit or one person."),
    "not_mended_here": T("这项信息不能在这里更正。", "This cannot be mended here."),
    "ends_before_it_begins": T("结束不能早于开始。", "It cannot end before it begins."),
    "lasts_too_long": T("共 {months} 个月，最长 {most} 个月。", "{months} months; {most} at most."),
    # funds
    "not_enough_authorised": T("授权余额不足，尚余 {left_fen}。", "The authorisation holds only {left_fen}."),
    "not_enough_appropriated": T("专项资金余额不足，尚余 {left_fen}；请先下达预算。", "The appropriation holds only {left_fen}; open more money first."),
    "below_growth": T("本科目当年合计 {sum_fen}，低于刚性增长要求的 {least_fen}；请调整预算，或者写明理由。", "The line has {sum_fen} this year, less than the {least_fen} it must grow to; change the sum, or say why."),
    "already_released": T("该笔资金已经形成拨付。", "This sum has been released already."),
    "more_than_paid": T("追回金额应大于零，且不超过已支付而未要求退回的 {left_fen}。", "The sum must be above zero and at most what was paid and not demanded yet: {left_fen}."),
    "honest_failure": T("验收已认定尽职免责，按规定使用的资金不追回。", "It was found an honest failure; money rightly used is not demanded back."),
    "own_case": T("事项涉及您所在的单位，请由其他工作人员办理。", "Your own unit is a party; somebody else must do this."),
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
    "second_before_first": T("正式申报的截止时间须晚于预申报的截止时间。", "The second deadline must be later than the first."),
    "not_first_step": T("只有两步申报的第一步才有入围。", "Only the first step of a call in two steps has a short list."),
    "returned_before": T("形式审查已退回补正过一次，请受理或不予受理。", "It has been returned once before: admit it or refuse it."),
    "quota_used": T("本批次推荐名额 {most} 个已用完。", "All {most} places of your quota in this call are used."),
    "not_in_region": T("牵头单位须在本区登记注册。", "The lead organisation must be registered in the region."),
    "not_an_enterprise": T("本项限企业申报。", "Only enterprises may apply."),
    "not_an_institution": T("本项限高校、科研院所和医疗机构申报。", "Only universities, institutes and hospitals may apply."),
    "already_applied": T("贵单位在本批次已有申报，请在已有的申报书上继续。", "Your organisation applies already; continue with that application."),
    "appropriation_missing": T("请先选择资金来源。", "Choose the appropriation first."),
    "nothing_chosen": T("请至少勾选一项。", "Choose at least one."),
    "of_application": T("申报“{title}”：", "Application \"{title}\":"),
    "below_the_line": T("评审得分低于 {line} 分，仍要支持的请写明理由。", "It scored below {line}; say why it should still be supported."),
    "budget_differs": T("核定财政经费应为 {needed_fen}，请核对预算。", "The approved budget must come to {needed_fen}; check the lines."),
    "spent_too_much": T("支出超过核定的财政经费 {most_fen}，请核对。", "More was spent than the {most_fen} awarded; check it."),
    "shown_too_short": T("结题决算在单位内部公示不得少于 {days} 个工作日。", "The final account must be shown inside the unit for {days} working days."),
    "targets_not_met": T("考核指标未全部达到的，请结题或不通过。", "Not all targets are met: close it short of them, or refuse."),
    "extended_too_long": T("延期最迟到 {until}。", "It can be extended until {until} at the latest."),
    "extension_too_late": T("项目已到期，不能再申请延期。", "The project is over; it cannot be extended any more."),
    "extended_before": T("本项目已申请过延期，只能延期一次。", "An extension was asked for before; there is only one."),
    "only_filed": T("此项由单位自行决定，只需备案。", "The unit decides this itself; it is only put on file."),
    "only_accepted": T("年报不评等次，审核通过即可。", "A yearly return is not graded; accept it."),
    "to_be_graded": T("评估须评定等次。", "An evaluation must be graded."),
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
    "chair_tied": T("组长须回避其中一项，请另选组长。", "The chair must step aside from one of the candidates; name another chair."),
    "steps_aside": T("此事项中有须您回避的情形，请由其他工作人员办理。", "There is something here that you must step aside from; another officer takes this step."),
    "conflict": T("须回避（{kind}）：{path}。", "Must step aside ({kind}): {path}."),
    "tie_has_one_other_end": T("请选定另一方：另一人或一个单位，不能是本人。", "Choose the other end: another person or one unit, not the same person."),
    "unit_not_found": T("没有找到该单位，请填写登记的名称或统一社会信用代码。", "No such unit; give its registered name or credit code."),
    "person_not_one": T("按姓名和单位找到 {count} 人，请补充或更正单位。", "{count} people of that name and unit; mend or add the unit."),
    "share_out_of_range": T("持股比例须大于 0、不超过 100%。", "A share is above 0 and at most 100 %."),
    "pool_is_empty": T("评审专家库里没有可评审的专家。", "There is nobody available in the pool of experts."),
    "not_an_expert": T("对方不在评审专家库中。", "They are not in the pool of experts."),
    "round_over": T("本轮评审已经结束，评分不能再改。", "The round is concluded; marks stand."),
    "discussion_closed": T("本项目没有开放的讨论。", "This candidate is not under discussion."),
    "discussed_already": T("本项目的讨论已经开放。", "The discussion was opened before."),
    "not_far_apart": T("专家评分没有超出规定的差距。", "The sheets do not lie further apart than is allowed."),
    "nobody_to_remind": T("今天没有需要提醒的专家。", "Nobody is left to remind today."),
    "panel_not_odd": T("评审组应为单数且不少于 {least} 人，现为 {have} 人。", "A panel has an odd number of members, at least {least}; there are {have}."),
    "chair_not_seated": T("组长须是评审组成员。", "The chair must be one of the members."),
    "unit_twice_on_panel": T("同一单位至多一人进入评审组。", "At most one member comes from a unit."),
    "panel_under_way": T("本轮已组织会议评审；需要另组，请先取消。", "A panel follows this round already; cancel it first."),
    "too_many_for_panel": T("名次数应在 1 到 {most} 之间。", "Between 1 and {most} candidates go to the panel."),
    "panel_ahead": T("会议在 {on} 召开，届时投票。", "The panel meets on {on} and votes then."),
    "quorum_missing": T("第 {number} 项只有 {have} 票，需 {needed} 票。", "Item {number} has {have} vote(s) of {needed}."),
    "stepped_out_already": T("您已对此项回避，不能再投票。", "You have stepped out of this item and cannot vote on it."),
    "panel_rejected": T("会议评审不建议立项；仍要提出，请说明理由。", "The panel did not recommend it; to propose it all the same, give a reason."),
    "no_report_yet": T("评审意见还没有反馈，收到后方可申诉。", "There is no report on the review yet; an appeal follows it."),
    "appeal_too_late": T("申诉期限已于 {until} 届满。", "The time to appeal ended on {until}."),
    "appealed_already": T("本项目已提出过申诉。", "An appeal was made about this application before."),
    "rule_out_of_range": T("请填 0 到 {most} 之间的数（每份专家数和上限至少为 1）。", "Give a number up to {most}; experts and the most they have are at least 1."),
    "plan_cannot_hold": T("这些要求不能同时满足：{rules}。请放宽其中一项。", "These cannot hold together: {rules}. Relax one of them."),
    "chances_need_plain_rules": T("限制入选概率时，语言和学科要求只能用一项。", "With a cap on chances, ask for a language or a field, not both."),
    "everyone_asked": T("每份申报都已有专家，没有要选派的了。", "Every application has its experts; nothing is left to assign."),
    "no_experts": T("专家库里没有可以选派的专家。", "The pool has no expert who could be asked."),
    "already_assigned": T("已选派过该专家。", "This expert has been asked already."),
    # awards
    "agreed_out_of_range": T("签约金额应大于零且不超过榜单金额 {max}。", "The agreed sum must be above zero and at most {max}."),
    "award_lost_before": T("该揭榜方的立项曾被否决、撤销或未达成合作，不能再次选定。", "An award to this bidder was rejected, annulled or given up before; choose another."),
    "meeting_ahead": T("会议在 {on} 召开，届时逐项议定。", "The meeting is held on {on}; its items are decided then."),
    "partner_unknown": T("没有登记信用代码为“{code}”的单位，请核对，或请该单位先在平台登记。", "No unit is registered under “{code}”; check it, or ask that unit to register first."),
    "partner_twice": T("该单位重复，或就是揭榜方、发榜方本身。", "This unit is named twice, or is the bidder or issuer itself."),
    "partner_banned": T("该单位有生效的科研诚信限制。", "A decision on research integrity bars this unit."),
    "agreed_below_stage_money": T("按所填金额，规定可支持的数额低于榜单载明的第一阶段支持，请核对。", "By the rule this sum earns less than the support stated for the first stage; check it."),
    "race_too_dear": T("“{title}”：各家第一阶段支持之和已达到支持上限，第二阶段没有资金。", "“{title}”: the first stages take all the support; nothing is left for the second."),
    "checkpoint_too_late": T("比选节点应早于完成期限。", "The checkpoint must lie before the deadline."),
    "checkpoint_before_closing": T("“{title}”：比选节点应晚于揭榜截止。", "“{title}”: the checkpoint must lie after the closing time."),
    "race_decided": T("本榜单的赛马已经比选或结束，不能再加入。", "This race has been compared or has ended; nobody joins it now."),
    "runner_unsigned": T("{unit}的立项尚未签约或了结，签约或了结后再组织比选。", "The award of {unit} is neither signed nor ended; compare the runners after that."),
    "nobody_runs": T("没有在执行的揭榜方，不能比选。", "Nobody is running; there is nothing to compare."),
    "comparison_under_way": T("本榜单已有比选在进行。", "A comparison of the runners is under way."),
    "not_level": T("没有需要择定的比选：须先比选，且各家评分相近。", "There is nothing to choose: the runners must have been compared and found level."),
    "race_first": T("第一阶段以比选结束，不申请验收；胜出后在第二阶段验收。", "The first stage ends by comparison; acceptance belongs to the second."),
    "target_reached": T("用户认定指标全部达到，不属于未达标。", "The user measured every target as met; this is no failure."),
    "not_late_yet": T("计划日期 {until} 未过，尚未报告的里程碑不能判为不通过。", "Not before {until} has passed: this milestone has not been reported yet."),
    "publicity_running": T("公示期到 {until} 为止，期满后才能办理。", "Publicity runs until {until}; not before it is over."),
    "objection_open": T("还有异议未核查完毕。", "An objection is still being examined."),
    "objection_was_upheld": T("有异议成立，只能撤销。", "An objection was upheld; the award can only be annulled."),
    "no_objection_upheld": T("没有成立的异议。", "No objection was upheld."),
    "not_in_publicity": T("不在公示期内，不能提出异议。", "Objections are taken only during publicity."),
    "sign_in_first": T("请先登录；不受理匿名异议。", "Sign in first; anonymous objections are not taken."),
    # the library and action plans
    "number_taken": T("政策库中已有文号“{number}”。", "The library has a document \"{number}\" already."),
    "ends_before_it_starts": T("截止日期 {until} 早于开始日期 {since}。", "It would end on {until}, before it starts on {since}."),
    "replaces_itself": T("代替它的文件不能是它自己。", "A document cannot replace itself."),
    "organisation_unknown": T("没有登记该信用代码的单位。", "No registered organisation has this credit code."),
    "goal_reached_already": T("目标值不能等于基期值。", "The target must differ from the base."),
    "document_not_found": T("政策库中没有文号“{number}”。", "The library has no document \"{number}\"."),
    "plan_without_goals": T("方案还没有目标，请先添加。", "The plan has no goal yet; add one."),
    "plan_without_tasks": T("方案还没有任务，请先添加。", "The plan has no task yet; add one."),
    "tasks_open": T("还有 {count} 项任务没有完成或取消。", "{count} task(s) are neither done nor dropped."),
    "plan_not_in_force": T("所属方案不在实施中。", "Its plan is not in force."),
    "task_in_time": T("任务还没有超过期限。", "The task is not past its day."),
    "day_must_be_ahead": T("新的期限必须晚于今天。", "The new deadline must lie after today."),
    "outside_the_plan": T("日期须在方案期限 {from} 至 {until} 之内。", "The day must lie within the plan, {from} to {until}."),
    "one_owner_needed": T("每项任务须有且只有一个责任方：一个单位，或一类岗位。", "A task has exactly one owner: an organisation, or a role."),
    # partners and agreements
    "partner_entered": T("“{name}”已列入或待核定，不重复录入。", "{name} is in the frame or waits for it already."),
    "partner_not_listed": T("合作框架内没有“{name}”，请按列入的名称填写。", "The frame has no partner \"{name}\"; give the name it stands there with."),
    "unit_of_name_unknown": T("没有登记“{name}”，请填写登记的名称或统一社会信用代码。", "No registered unit is called {name}; give its name or credit code."),
    "partner_not_in_frame": T("“{name}”还没有核定列入合作框架。", "{name} is not confirmed in the frame yet."),
    "group_full": T("该组 {most} 个席位已满。", "The {most} places of this group are taken."),
    "agreement_without_partner": T("请填写至少一个合作伙伴。", "Name at least one partner."),
    "agreements_on_record": T("该伙伴已有 {count} 份签署过的协议，不能重新核定。", "{count} signed agreement(s) with this partner are on record; it stays."),
    "agreement_not_signed": T("协议签署后才能登记完成。", "What is delivered is recorded once the agreement is signed."),
    "outside_the_term": T("日期须在协议期限 {from} 至 {until} 之内。", "The day must lie within the agreement, {from} to {until}."),
    "no_longer_than_before": T("新的期限须晚于 {until}。", "The new term must end later than {until}."),
    "recognition_not_found": T("没有编号为“{number}”的此类认定；尚未认定的不填。", "There is no such recognition {number}; leave it empty where there is none yet."),
    # drafts of the law
    "not_a_percentage": T("请填写百分数，最多两位小数，例如 12.5。", "Enter a percentage with two decimals at most, such as 12.5."),
    "draft_no_parameter": T("规则中没有参数 {of}，请从所列参数中选择。", "The rules have no parameter {of}; choose one of those listed."),
    "draft_no_whole_number": T("{of} 须为整数。", "{of} must be a whole number."),
    "draft_out_of_range": T("{of} 须在 {least} 至 {most} 之间。", "{of} must lie between {least} and {most}."),
    "draft_day_too_early": T("{of} 的日期 {day} 早于 {least}。", "The day of {of}, {day}, is before {least}."),
    "draft_no_clause": T("没有条款 {of}，请从所列条款中选择。", "There is no clause {of}; choose one of those listed."),
    "draft_no_such_change": T("条款 {of} 不能这样改，请从所列方式中选择。", "Clause {of} cannot be changed like this; choose one of the ways listed."),
    "draft_not_a_condition": T("{of} 不是单独的条件，不能免除；可以让它停止施行。", "{of} is no condition of its own and cannot be waived; it can be ended."),
    "draft_begins_after_its_end": T("{of} 已于 {until} 停止施行，不能在其后开始。", "{of} ends on {until} and cannot begin after that."),
    "draft_changes_nothing": T("草案还没有改动任何参数或条款。", "The draft changes no parameter and no clause yet."),
    "draft_of_another": T("这是他人的草案：可以复制为自己的草案再改。", "This draft is somebody else's; copy it, and change the copy."),
    "no_population": T("还没有封存的企业数据可供模拟，每晚计算权益时会封存。", "No population is stored yet; one is each night, when entitlements are worked out."),
    "draft_not_computable": T("照此规则无法计算：{of}。请改小数值或改回条款。", "The rules could not be worked out like this: {of}. Make numbers smaller, or take a clause back."),
    # meetings
    "agenda_empty": T("议程上还没有议题，请先列入。", "There is nothing on the agenda yet."),
    "not_waiting": T("该立项不在待决定状态，或已列入其他议程。", "This award does not wait for a decision, or is on another agenda."),
    "items_open": T("还有 {count} 项议题未议定，请在会议页面逐项议定。", "{count} item(s) are still to be decided, on the meeting's own page."),
    "item_open": T("第 {number} 项议题还没有选择决定。", "Item {number} has no decision yet."),
    "item_settled": T("第 {number} 项议题已另行决定，请先调整议程移出。", "Item {number} was decided elsewhere; change the agenda and take it off first."),
    "item_reason_needed": T("第 {number} 项议题不同意或缓议，请写明理由。", "Item {number} is not approved; give the reason."),
    "item_of_own_unit": T("第 {number} 项议题涉及您所在的单位，须回避，只能缓议。", "Your own unit is a party to item {number}: it can only be put off."),
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


MISSING: dict[object, Text] = {  # what to do where "fill this in" does not say it
    "tick": T("请勾选此项。", "Tick this."),
    "choice": T("请选择一项。", "Choose one."),
    "choices": T("请至少选择一项。", "Choose at least one."),
    "file": T("请上传文件。", "Upload a file."),
}


def finding(item: Finding) -> str:
    """One reason in the reader's words, with its place where it has one.

    Errors: KeyError for a code without words; a test reads all codes.
    """
    text = FINDINGS[item.code]
    if item.code == "answer_needed":
        text = MISSING.get(item.values.get("kind"), text)
    said = say(text)
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
    if name == "max" and str(beside.get("field")).endswith("_fen"):
        return figures.money(value)
    if name == "needed" and isinstance(value, list):
        return series(say(ROLES[v]) if v in ROLES else v for v in value)
    return str(value)
