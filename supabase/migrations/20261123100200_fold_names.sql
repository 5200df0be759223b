-- Names as they are compared: one truth for what is stored, what is searched and how lists are sorted.

create function regulars.fold(words text) returns text
  language sql immutable strict parallel safe
  -- NFKD takes accents, hamza and presentation forms apart; what marks a letter is then dropped:
  -- combining accents, Arabic signs and tashkeel, tatweel, apostrophes, invisible direction and joining marks.
  -- Marks that stood apart until then come side by side, hence once more NFKD, which puts them in order.
  return translate(
    replace(replace(replace(
      lower(
        normalize(
          regexp_replace(
            normalize(words, nfkd),
            '[\u0300-\u036f\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u0640''\u2018\u2019\u02bb\u02bc\u02be\u02bf`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]',
            '', 'g'),
          nfkd) collate "und-x-icu"),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    'ٱىیےةەہھک' || '٠١٢٣٤٥٦٧٨٩' || '۰۱۲۳۴۵۶۷۸۹' || 'øłđðıħς',
    'اييي' || 'ههههك' || '0123456789' || '0123456789' || 'olddihσ');
comment on function regulars.fold(text) is
  'Lower case without accents, tashkeel, tatweel and apostrophes; hamza forms of alif, ta marbuta, alif maqsura, Persian and Urdu letters as their plain Arabic ones; digits as 0-9.';

-- The functions that return words are not strict, which for the planner would be a wall around them: like this
-- it plans them once, together with what calls them.
create function regulars.words(words text, out word text, out n bigint) returns setof record
  language sql immutable parallel safe rows 3
  begin atomic
    -- Nobody types more of a word than this, and an index entry has its limit.
    select left(w, 64), row_number() over (order by place)
    from regexp_split_to_table(regulars.fold(words) collate "und-x-icu", '[^[:alnum:]]+')
      with ordinality as split (w, place)
    where w <> '';
  end;
comment on function regulars.words(text) is 'The folded words of a text, in order, up to 64 letters of each.';

create function regulars.search_words(words text) returns setof text
  language sql immutable parallel safe rows 6
  begin atomic
    with word as (select word, n from regulars.words(words))
    select word from word
    union
    -- "Al Balushi" is found as "AlBalushi", "عبد الله" as "عبدالله".
    select a.word || b.word from word a join word b on b.n = a.n + 1
    where a.word in ('al', 'el', 'ال', 'abd', 'عبد', 'abu', 'ابو')
    union
    -- "AlBalushi" is found as "Balushi". A shorter rest ("Ali", "Alaa") is no article and a name.
    select substring(word from 3) from word where word ~ '^(al|el|ال)' and length(word) >= 6;
  end;
comment on function regulars.search_words(text) is 'The words under which a name is found, each once.';

create function regulars.word_ranges(words text, out word text, out word_end text) returns setof record
  language sql immutable parallel safe rows 3
  begin atomic
    -- Nothing that begins with the word sorts behind it and the last character of Unicode.
    select distinct word, word || U&'\+10FFFF' from regulars.words(words);
  end;
comment on function regulars.word_ranges(text) is 'The words of a search, each with the end of the range of what begins with it.';

grant execute on all functions in schema regulars to regulars_tenant, regulars_identity;
