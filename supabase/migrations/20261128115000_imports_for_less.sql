-- What many customers in one statement cost, a third time; nothing that anybody sees is different for it. Where the time
-- goes is told in docs/decisions/0037-how-fast-an-import-is.md.

-- As before, with the letters of a script tried on words of that script first: each letter of a word is looked for among
-- all that may be replaced, one after the other, and letters that stay need not be among them.
create or replace function regulars.outline(token text) returns text
  language sql immutable parallel safe
  -- Letter by letter: the outline of a beginning is the beginning of the outline. It is never a pattern of LIKE.
  return left(
    case when octet_length(token) = length(token) then
      translate(left(token, 1) collate "C", 'aeiou' || 'hwy' || 'pvqcxj', 'AAAAA' || 'HWY' || 'bfkkkg')
      || translate(substring(token from 2) collate "C", 'pvqcxj' || 'aeiouwyh' || ' %_\', 'bfkkkg')
    else
      translate(left(token, 1) collate "C",
        'اعءئؤ' || 'حه' || 'وي' || 'بپفڤكقخغجچگتطثدضذظسصشزژلمنر' || 'aeiou' || 'hwy' || 'pvqcxj',
        'AAAAA' || 'HH' || 'WY' || 'bbffkkkggggtttddddssszzlmnr' || 'AAAAA' || 'HWY' || 'bfkkkg')
      || translate(substring(token from 2) collate "C",
        'بپفڤكقخغجچگتطثدضذظسصشزژلمنر' || 'pvqcxj' || 'اويعهحءئؤ' || 'aeiouwyh' || ' %_\',
        'bbffkkkggggtttddddssszzlmnr' || 'bfkkkg')
    end, 4);

-- From the row itself: each outline is told once however often it is met, so words need not be told apart before.
create or replace function regulars.outlines(customer org_customers_mst) returns text
  language sql immutable parallel safe
  -- An entry of an index has its limit. Of whom there are so many, nothing is told.
  return (
    select case when octet_length(outlines) <= 500 then outlines end
    from (
      select ' ' || string_agg(distinct regulars.outline(token), ' ') || ' ' as outlines
      from (
        select word as token from unnest(string_to_array(customer.search_text, ' ')) as word where word <> ''
        union all
        select '#' || tag from unnest(customer.tags) as tag
      ) tokens
    ) all_of_them);
