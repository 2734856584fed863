#!/bin/sh
# For /docker-entrypoint-initdb.d of PostgreSQL's image: creates keyward's database and its two roles (docs/operating.md).
# Runs once, on an empty volume, as the superuser.
set -eu
: "${KEYWARD_PASSWORD:?}" "${KEYWARD_OWNER_PASSWORD:?}"

psql --username "${POSTGRES_USER:-postgres}" --dbname postgres --no-psqlrc --quiet -v ON_ERROR_STOP=1 \
  -v "password=$KEYWARD_PASSWORD" -v "owner_password=$KEYWARD_OWNER_PASSWORD" <<'SQL'
create role keyward_owner login password :'owner_password';
create role keyward login password :'password';
create database keyward owner keyward_owner;
SQL
