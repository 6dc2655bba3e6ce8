-- The rules of bench/law.py as somebody would write them for this one question in DuckDB.
with one as (
    select *,
        case
            when staff <= 0 then 0
            when st_staff * 100 >= staff * 30 then 20
            when st_staff * 100 >= staff * 25 then 16
            when st_staff * 100 >= staff * 20 then 12
            when st_staff * 100 >= staff * 15 then 8
            when st_staff * 100 >= staff * 10 then 4
            else 0
        end as staff_score,
        greatest(
            case
                when revenue_fen <= 0 then 0
                when rd_fen * 100 >= revenue_fen * 6 then 50
                when rd_fen * 100 >= revenue_fen * 5 then 40
                when rd_fen * 100 >= revenue_fen * 4 then 30
                when rd_fen * 100 >= revenue_fen * 3 then 20
                when rd_fen * 100 >= revenue_fen * 2 then 10
                else 0
            end,
            case
                when cost_fen <= 0 then 0
                when rd_fen * 100 >= cost_fen * 30 then 50
                when rd_fen * 100 >= cost_fen * 25 then 40
                when rd_fen * 100 >= cost_fen * 20 then 30
                when rd_fen * 100 >= cost_fen * 15 then 20
                when rd_fen * 100 >= cost_fen * 10 then 10
                else 0
            end
        ) as rd_score,
        case when ip_class1 >= 1 then 30 else 6 * least(ip_class2, 4) end as ip_score,
        rd_personnel_fen + rd_direct_fen + rd_depreciation_fen
            + rd_amortisation_fen + rd_design_fen as five
    from facts
),
two as (
    select *,
        staff_score + rd_score + ip_score as score,
        five * 540 + least(rd_other_fen * 540, five * 60) + rd_domestic_fen * 432 as home
    from one
),
three as (
    select *,
        domestic and not restricted_business and not major_incident and not untrustworthy
            and staff <= 500 and revenue_fen <= 20000000000 and assets_fen <= 20000000000
            and (
                hnte_valid_to >= date '2024-06-30' - date '1970-01-01'
                or national_award or provincial_rd_institution or standard_leader
                or (score >= 60 and staff_score >= 1)
            ) as sme,
        home + case when year >= 2018 then least(rd_overseas_fen * 432, home * 2 // 3) else 0 end
            as whole
    from two
),
four as (
    select *,
        greatest(
            case when year >= 2023 then 100 when year >= 2018 then 75 else 50 end,
            case when sme and year >= 2022 then 100 when sme and year >= 2017 then 75 else 0 end,
            case when manufacturing and year >= 2021 then 100 else 0 end
        ) as rate
    from three
)
select
    sme,
    score::bigint as score,
    whole // 540 as base,
    case
        when domestic and industry not in (16, 51, 52, 61, 62, 70, 71, 72, 90) then
            (whole * rate + case when year = 2022 then whole // 4 * (100 - rate) else 0 end)
                // 54000
        else 0
    end as extra
from four
