-- A business sets its own limits of verification.

create policy add on org_verification_settings for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant());
create policy change on org_verification_settings for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant insert, update (code_length, code_seconds, attempts, lock_seconds, cooldown_seconds, phone_per_hour,
  phone_per_day, actor_per_hour, ip_per_hour, tenant_per_day, country_per_day, countries, message_en, message_ar)
  on org_verification_settings to regulars_tenant;
