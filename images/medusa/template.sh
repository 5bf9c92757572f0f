#!/bin/bash
# Makes what a new shop starts from, in the folder given: 10-medusa.sql.gz (schema and what every shop has), demo.sql.gz (the sample
# products, as rows to add), and compile-cache (of Node.js). Runs when the image is built, against a PostgreSQL of its own, as the
# user postgres: it refuses to run as root.
set -euo pipefail
out=$1
work=$(mktemp -d)
# A free port: some builders share the network of the machine, where another build may be at work.
PGPORT=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
export PGPORT PGHOST=127.0.0.1 PGUSER=medusa HOME="$work" NODE_ENV=production MEDUSA_DISABLE_TELEMETRY=true
# For this run alone; Medusa does not start without them.
export JWT_SECRET=template COOKIE_SECRET=template
# shellcheck disable=SC2012 # the names are Debian's, and plain
bin=$(pg_config --bindir 2>/dev/null || dirname "$(ls /usr/lib/postgresql/*/bin/initdb | tail -1)")
medusa() { name=$1; shift; DATABASE_URL=postgres://$PGUSER@$PGHOST:$PGPORT/$name node node_modules/@medusajs/cli/cli.js "$@"; }

"$bin/initdb" --pgdata="$work/data" --username=$PGUSER --auth=trust --encoding=UTF8 >/dev/null
"$bin/pg_ctl" --pgdata="$work/data" --log="$work/log" --wait --silent \
  --options="-p $PGPORT -c listen_addresses=$PGHOST -c unix_socket_directories=$work -c fsync=off" start
trap '"$bin/pg_ctl" --pgdata="$work/data" --mode=immediate --silent stop; rm -rf "$work"' EXIT

"$bin/createdb" medusa
# Not `db:migrate` alone: that answers 0 although a script of the migration failed.
medusa medusa db:migrate --skip-scripts
medusa medusa db:migrate:scripts
medusa medusa exec ./src/template/shop.js
"$bin/psql" --quiet --set=ON_ERROR_STOP=1 medusa <<SQL
-- A default of Medusa's own that no shop asked for.
delete from price_preference where attribute = 'currency_code' and value = 'eur';
create schema storewright;
create table storewright.schema_version (version text not null);
create table storewright.done (step text primary key, at timestamptz not null default now());
insert into storewright.schema_version values ('$(node -p 'require("@medusajs/medusa/package.json").version')');
SQL
"$bin/createdb" --template=medusa demo
medusa demo exec ./src/template/demo.js
# The key that Medusa makes for itself would be the same in every shop.
for name in medusa demo; do
  "$bin/psql" --quiet --set=ON_ERROR_STOP=1 -c 'delete from publishable_api_key_sales_channel; delete from api_key' $name
done

# All or nothing, also when the database is killed while it loads this. Without the commands of psql (\restrict …), so that
# any client can load it.
{
  echo 'BEGIN;'
  "$bin/pg_dump" --no-owner --no-privileges --rows-per-insert=1000 medusa | sed '/^\\/d'
  echo 'COMMIT;'
} | gzip -9 >"$out/10-medusa.sql.gz"

# The tables that the sample products added to. Rows that are in the template as well are passed over when they are added.
sizes="select table_name || ' ' || (xpath('//c/text()', query_to_xml(format('select count(*) as c from %I', table_name),
  false, true, '')))[1]::text from information_schema.tables where table_schema = 'public'"
for name in medusa demo; do "$bin/psql" -At -c "$sizes" $name | LC_ALL=C sort >"$work/$name"; done
tables=$(LC_ALL=C comm -13 "$work/medusa" "$work/demo" | sed 's/^\([a-z_]*\) .*/--table=public.\1/')
# shellcheck disable=SC2086
"$bin/pg_dump" --data-only --inserts --on-conflict-do-nothing $tables demo |
  grep '^INSERT' | gzip -9 >"$out/demo.sql.gz"

# What Node.js compiles while Medusa starts, so that a container need not: a third of the processor time of its start. The folder's
# name ends with the uid that may use it: this one (also the one of copy-schema), and by the link the image's own.
export NODE_COMPILE_CACHE=$out/compile-cache
DATABASE_URL=postgres://$PGUSER@$PGHOST:$PGPORT/demo node node_modules/@medusajs/cli/cli.js start &
server=$!
until node -e 'fetch("http://127.0.0.1:9000/health").catch(() => process.exit(1))'; do
  kill -0 $server
  sleep 0.5
done
kill $server
wait $server || true
for module in event-bus-redis workflow-engine-redis locking locking-redis caching caching-redis; do
  node -e "require('@medusajs/medusa/$module')"
done
# They end at once, since nothing says which shop they are for.
for command in init order-check; do env -u JWT_SECRET node program/main.ts $command 2>/dev/null || true; done
# Node.js keeps them to whoever wrote them.
chmod -R a+rX "$NODE_COMPILE_CACHE"
for folder in "$NODE_COMPILE_CACHE"/*-"$(id -u)"; do ln -s "$(basename "$folder")" "${folder%-*}-10001"; done
