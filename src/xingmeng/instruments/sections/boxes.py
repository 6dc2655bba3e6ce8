"""Boxes of the paper forms that no question stands for: why they are gone, or who signs.

The boxes are those of the reference forms A (application) and B (contract).
"""

from xingmeng.engines.values import Text

SYSTEM = Text(
    "由系统生成，直接印在文书上。", "Made by the system and printed on the paper itself."
)
REGISTERED = Text(
    "登记机关已有，评审和签约用不到，不再采集。",
    "The register has it, and neither review nor contract needs it.",
)
PERSONAL = Text(
    "人员库已有且与评审无关，按个人信息最小必要原则不再采集。",
    "Known, and without bearing on the decision: no more personal data than needed.",
)
MERGED = Text(
    "并入其他内容，不再单列：同一件事只写一次。",
    "Merged into another text: what was said once is not asked again.",
)
BY_CONTRACT = Text(
    "由任务书条款规定，不用填写。", "Laid down by the contract's own clauses; nothing to fill."
)
BY_UNIT = Text(
    "按单位分配财政经费，任务之间由负责人调剂（国办发〔2021〕32号），不再按任务拆分。",
    "Money is shared among units; between tasks the leader decides.",
)
YEARLY = Text(
    "节点改为每满一年一个，日期由起止时间推算。",
    "One milestone at the end of each year, dated from the start of the project.",
)
BY_INSTALMENT = Text(
    "财政经费按任务书拨款比例拨付，不再另报分年度计划。",
    "Public money follows the contract's instalments; no separate plan by year.",
)
THREE_LINES = Text(
    "预算科目已合并为三类（国办发〔2021〕32号），不再细分。",
    "Direct costs have had three categories since 2021, and no finer lines.",
)
PLEDGED = Text(
    "改为告知承诺，事后抽查，不再提交证明。",
    "A pledge in its place, checked at random afterwards; no proof is handed in.",
)
COMPARED = Text(
    "由系统查重比对，不用申请人说明。", "The system compares; the applicant explains nothing."
)
ONE_SIGNATURE = Text(
    "负责人和单位签署即约束项目组；成员变更由单位自主办理，不再逐人签字。",
    "Leader and unit bind the team; its members change by the unit's own decision.",
)
APPLICATION = {
    "A.application_no": SYSTEM,
    "A.lead_legal_id": PERSONAL,
    "A.lead_scope": REGISTERED,
    "A.lead_postcode": REGISTERED,
    "A.p_legal": REGISTERED,
    "A.p_addr": REGISTERED,
    "A.p_contact": Text(
        "与牵头单位一个口径联系，需要时从登记信息取得。",
        "The lead unit is written to; the register has the partner's contact.",
    ),
    "A.p_tel": Text(
        "与牵头单位一个口径联系，需要时从登记信息取得。",
        "The lead unit is written to; the register has the partner's contact.",
    ),
    "A.pi_idtype": PERSONAL,
    "A.pi_sex": PERSONAL,
    "A.pi_nation": PERSONAL,
    "A.pi_country": PERSONAL,
    "A.pi_edu": PERSONAL,
    "A.pi_degree_place": PERSONAL,
    "A.pi_school": PERSONAL,
    "A.pi_major": PERSONAL,
    "A.m_sex": PERSONAL,
    "A.m_birth": PERSONAL,
    "A.m_degree": PERSONAL,
    "A.m_field": PERSONAL,
    "A.m_tel": PERSONAL,
    "A.m_paid": PERSONAL,
    "A.t_manage": Text(
        "任务分解和成员分工已说明如何组织。",
        "The tasks and the members' parts say how the work is organised.",
    ),
    "A.s_index": Text(
        "与绩效目标重复，只在绩效目标中写一次。",
        "The targets of the project said the same; they are written once, there.",
    ),
    "A.s_fiscal": BY_UNIT,
    "A.s_self": BY_UNIT,
    "A.ms_from": YEARLY,
    "A.ms_to": YEARLY,
    "A.i_group": Text(
        "绩效分级由财政系统归类，不用申请人选择。",
        "The finance system sorts the targets; applicants need not.",
    ),
    "A.i_sub": Text(
        "绩效分级由财政系统归类，不用申请人选择。",
        "The finance system sorts the targets; applicants need not.",
    ),
    "A.i_mid": Text(
        "中期按年度考核内容检查，不再单列中期值。",
        "Half time is checked against what each year must show; no value of its own.",
    ),
    "A.b_equip_make": THREE_LINES,
    "A.b_equip_rent": THREE_LINES,
    "A.b_perf": Text(
        "绩效支出在间接费用内由单位统筹，不设比例，不再单列。",
        "Performance pay is the unit's affair within the indirect costs, without a cap.",
    ),
    "A.b_year_f": BY_INSTALMENT,
    "A.b_year_s": BY_INSTALMENT,
    "A.e_model": Text(
        "型号在采购时确定，立项时不要求。",
        "The model is settled when it is bought, not when it is applied for.",
    ),
    "A.c_rel": COMPARED,
    "A.d_duplicate": COMPARED,
    "A.x_why": Text(
        "三人以内不必说明理由。", "Up to three may be named without giving a reason."
    ),
    "A.f_licence": REGISTERED,
    "A.f_self": PLEDGED,
    "A.f_novelty": Text(
        "不以查新报告为申报条件：由系统查重和专家判断。",
        "No condition of applying: the system compares and experts judge.",
    ),
    "A.f_pledge": Text(
        "提交即电子签署，不再上传签章页。",
        "Handing in is the electronic signature; no stamped page is uploaded.",
    ),
}
CONTRACT = {
    "B.contract_no": SYSTEM,
    "B.application_no": SYSTEM,
    "B.approval_doc": SYSTEM,
    "B.party_a": SYSTEM,
    "B.sign_place": Text(
        "网上签署，不再填写签订地点。", "Signed on the platform; there is no place of signing."
    ),
    "B.sign_date": SYSTEM,
    "B.m_sign": ONE_SIGNATURE,
    "B.s_index": Text(
        "与考核指标重复，只写一次。", "The targets say the same; they are written once."
    ),
    "B.s_fiscal": BY_UNIT,
    "B.i_mid": Text(
        "中期按年度考核内容检查，不再单列中期值。",
        "Half time is checked against what each year must show; no value of its own.",
    ),
    "B.ms_from": YEARLY,
    "B.ms_to": YEARLY,
    "B.pay_pct": SYSTEM,
    "B.pay_amount": SYSTEM,
    "B.pay_cond": SYSTEM,
    "B.b_year_f": BY_INSTALMENT,
    "B.b_year_s": BY_INSTALMENT,
    "B.t_breach": BY_CONTRACT,
    "B.t_report": BY_CONTRACT,
    "B.t_change": BY_CONTRACT,
    "B.t_audit": BY_CONTRACT,
}
PROJECT = {**APPLICATION, **CONTRACT}
NO_BUDGET = Text("经费包干，不编科目预算。", "A lump sum: there are no budget lines to fill.")
LUMP_SUM = {
    **PROJECT,
    "A.b_equip_f": NO_BUDGET,
    "A.b_equip_s": NO_BUDGET,
    "A.b_equip_buy": NO_BUDGET,
    "A.b_op_f": NO_BUDGET,
    "A.b_op_s": NO_BUDGET,
    "A.b_lab_f": NO_BUDGET,
    "A.b_lab_s": NO_BUDGET,
    "A.b_ind_f": NO_BUDGET,
    "A.b_ind_s": NO_BUDGET,
    "A.b_direct": NO_BUDGET,
    "A.b_ind_cap": NO_BUDGET,
    "A.b_note_equip": NO_BUDGET,
    "A.b_note_op": NO_BUDGET,
    "A.b_note_lab": NO_BUDGET,
    "A.b_self_source": NO_BUDGET,
    "A.e_name": NO_BUDGET,
    "A.e_qty": NO_BUDGET,
    "A.e_price": NO_BUDGET,
    "A.e_total": NO_BUDGET,
    "A.e_why": NO_BUDGET,
    "B.b_equip_f": NO_BUDGET,
    "B.b_equip_s": NO_BUDGET,
    "B.b_op_f": NO_BUDGET,
    "B.b_op_s": NO_BUDGET,
    "B.b_lab_f": NO_BUDGET,
    "B.b_lab_s": NO_BUDGET,
    "B.b_ind_f": NO_BUDGET,
    "B.b_ind_s": NO_BUDGET,
    "B.b_ind_cap": NO_BUDGET,
    "B.e_name": NO_BUDGET,
    "B.e_qty": NO_BUDGET,
    "B.e_price": NO_BUDGET,
}
SIGNED = {  # signatures: the kind of case and the move that makes each
    "A.d_unit_ok": ("application", "submit"),
    "A.d_rec_ok": ("application", "recommend"),
    "B.sig_pi": ("contract", "sign_as_leader"),
    "B.sig_b": ("contract", "sign_as_holder"),
    "B.sig_c": ("contract", "sign_as_recommender"),
    "B.sig_a": ("contract", "sign_as_department"),
    "B.d_pledge": ("contract", "sign_as_leader"),
    "C.pledge": ("application", "submit"),
    "D.pledge": ("application", "submit"),
}
BY_ACCOUNT = Text(
    "以税务、统计数据互核代替，不再提交报表和专项审计。",
    "Tax and statistics are compared instead; no tables and no special audit.",
)
KEPT = Text(
    "留存备查，抽查时出示，不用上传。", "Kept by the enterprise and shown if it is checked."
)
TECHNOLOGY_SME = {
    "C.legal_id": PERSONAL,
    "C.f_report": BY_ACCOUNT,
    "C.f_ip": REGISTERED,
    "C.f_ledger": KEPT,
}
RD_SUBSIDY = {
    "D.scale": REGISTERED,
    "D.above_scale": REGISTERED,
    "D.use_plan": Text(
        "奖补资金原则上全部用于研发（内政办发〔2021〕35号），确认即承诺。",
        "The money goes into R&D, as the rule says; confirming pledges it.",
    ),
    "D.dup": COMPARED,
    "D.f_licence": REGISTERED,
    "D.f_tax": BY_ACCOUNT,
    "D.f_stat": BY_ACCOUNT,
    "D.f_audit": BY_ACCOUNT,
}
