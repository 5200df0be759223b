-- Words as they sound: what is spelt otherwise, in either script, or mistyped comes together.

create function regulars.search_text(names text) returns text
  -- Step by step: as one statement it took five times as long, with every customer.
  language plpgsql immutable strict parallel safe as $$
declare
  word text;
  before text := '';
  before_that text := '';
  found text[] := '{}';
begin
  foreach word in array regexp_split_to_array(regulars.fold(names) collate "und-x-icu", '[^[:alnum:]]+') loop
    continue when word = '';
    word := left(word, 64);
    found := found || word;
    -- "AlBalushi" is found as "Balushi". A shorter rest ("Ali", "Alaa") is no article and a name.
    if length(word) >= 6 and left(word, 2) in ('al', 'el', 'ال') then
      found := found || substring(word from 3);
    end if;
    -- "Al Balushi" is found as "AlBalushi", "عبد الله" as "عبدالله".
    if before in ('al', 'el', 'ال', 'abd', 'abdul', 'abdel', 'عبد', 'abu', 'ابو', 'umm', 'ام') then
      found := found || left(before || word, 64);
      -- "Abd Al Rahman" is found as "AbdAlRahman".
      if before in ('al', 'el', 'ال') and before_that in ('abd', 'عبد') then
        found := found || left(before_that || before || word, 64);
      end if;
    end if;
    before_that := before;
    before := word;
  end loop;
  if found = '{}' then
    return null;
  end if;
  return ' ' || array_to_string(array(select distinct each collate "C" from unnest(found) as each order by 1), ' ') || ' ';
end
$$;
comment on function regulars.search_text(text) is
  'The words under which a name is found, each once and in a blank: " al albalushi balushi sara ".';

create or replace function regulars.search_words(words text) returns setof text
  language sql immutable parallel safe rows 6
  begin atomic
    select word from string_to_table(regulars.search_text(words), ' ') as word where word <> '';
  end;

create function regulars.latin(word text) returns text
  language plpgsql immutable strict parallel safe as $$
declare
  heard text := word collate "C";
begin
  -- Sun letters: Abdurrahman is Abdulrahman.
  heard := regexp_replace(heard, '^abd[aeou]?([dnrstz])\1', 'abdul\1');
  -- Doubled letters sound like one; long vowels are told from short ones, which Arabic does not write.
  heard := regexp_replace(heard, 'oo|ou|uu', 'U', 'g');
  heard := regexp_replace(heard, 'ee|ii', 'I', 'g');
  heard := regexp_replace(heard, 'aa', 'A', 'g');
  heard := regexp_replace(heard, '([a-z])\1+', '\1', 'g');
  heard := replace(heard, 'لل', 'ل');
  -- One letter for each sound: S sh, X kh, G gh, T th, D dh, C ch.
  heard := replace(heard, 'x', 'ks');
  heard := regexp_replace(heard, 'sch|sh', 'S', 'g');
  heard := replace(heard, 'kh', 'X');
  heard := replace(heard, 'gh', 'G');
  heard := replace(heard, 'th', 'T');
  heard := replace(heard, 'dh', 'D');
  heard := regexp_replace(heard, '^dj', 'j');
  heard := replace(heard, 'ph', 'f');
  heard := regexp_replace(heard, 'tch|ch', 'C', 'g');
  heard := replace(heard, 'ck', 'k');
  heard := regexp_replace(heard, 'c(?=[eiy])', 's', 'g');
  heard := replace(heard, 'c', 'k');
  -- An h at the end may be only a sign that the word ends in a vowel: ~. So may ta marbuta, which is folded to ha,
  -- and sometimes is a t: Q. Alif maqsura is folded to ya: Y.
  heard := regexp_replace(heard, '(.[aeiouyAIU])h$', '\1~');
  heard := regexp_replace(heard, '(..)ه$', '\1Q');
  heard := regexp_replace(heard, '(.)ي$', '\1Y');
  -- At the beginning alif only carries the vowel that follows.
  heard := regexp_replace(heard, '^عا', 'ع');
  heard := regexp_replace(heard, '^[اع]و(?=..)', 'U');
  heard := regexp_replace(heard, '^[اع]ي(?=..)', 'I');
  return translate(heard,
    'اعبپتثجحخدذرزژسشصضطظغفڤقكگلمنهويچء',
    'aabptTjHXdDrzjsSsDtDGfvqkglmnhwyC');
end
$$;
comment on function regulars.latin(text) is
  'A folded word of either script by its sounds, in Latin letters; of Arabic the vowels that are written.';

create function regulars.skeletons(word text) returns setof text
  language sql immutable parallel safe rows 3
  begin atomic
    -- Some sounds are written in two ways: Othman and Osman, Dhahri and Zahri, Salih with its h and Sarah with hers,
    -- Hayat with or without her t.
    select distinct translate(bones, 'TDC' || 'qgGvpH' || 'Q~', sounds || 'kjjfbh' || closing)
    from (select regulars.latin(word) as heard) spoken,
      lateral (select left(regexp_replace(heard, '^[aeiouAIU]', 'a'), 1)
        || translate(substring(heard from 2), 'aeiouwyAIUY', '') as bones) stripped,
      (values ('tdS', ''), ('szk', 'hh'), ('tdS', 't')) ways (sounds, closing);
  end;
comment on function regulars.skeletons(text) is
  'The consonants of a folded word, alike in both scripts and however the vowels are spelt: up to three readings.';

create function regulars.typos(word text) returns integer
  language sql immutable parallel safe
  -- Of a short word so many others are one letter away that none of them is likely to be meant.
  return case when length(word) >= 8 then 2 when length(word) >= 4 then 1 else 0 end;
comment on function regulars.typos(text) is 'How many letters of a word may be wrong.';

create function regulars.typo_keys(word text) returns setof text
  language plpgsql immutable strict parallel safe rows 10 as $$
declare
  -- Only consonants are tried: with vowels there would be four times as many keys.
  letters text := coalesce(nullif(translate(word, 'aeiouwy' || 'اويء', ''), ''), word);
  typos integer := regulars.typos(word);
  one text;
  keys text[] := '{}';
begin
  if typos = 0 then
    return;
  end if;
  -- Two words that differ in a letter are alike once each has lost one, and so on.
  keys := keys || letters;
  if length(letters) > 1 then
    for place in 1 .. length(letters) loop
      one := overlay(letters placing '' from place for 1);
      keys := keys || one;
      if typos = 2 and length(one) > 1 then
        for another in place .. length(one) loop
          keys := keys || overlay(one placing '' from another for 1);
        end loop;
      end if;
    end loop;
  end if;
  return query select distinct '-' || key from unnest(keys) as key;
end
$$;
comment on function regulars.typo_keys(text) is
  'Consonants of a word with as many left out as may be wrong; two words that share a key may be one mistyped.';
