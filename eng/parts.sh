# Sourced by ./lanekeeper, ./test and .ci/run: finds or installs the two parts the program stands on.
# Sets DOTNET; leaves a PostgreSQL of 15 or later on the machine.

say() { printf '%s\n' "$*" >&2; }
die() { say "lanekeeper: $*"; exit 1; }

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

has_sdk() { "$1" --list-sdks 2>/dev/null | grep -q '^10\.'; }

need_dotnet() {
  local found
  for found in "$ROOT/.dotnet/dotnet" "$(command -v dotnet || true)" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet "$HOME/.dotnet/dotnet"; do
    if [ -n "$found" ] && [ -x "$found" ] && has_sdk "$found"; then DOTNET=$found; return; fi
  done

  say "The .NET 10 SDK is not here; installing it into .dotnet/ with Microsoft's script ..."
  local script url=https://dot.net/v1/dotnet-install.sh
  script=$(mktemp)
  if command -v curl >/dev/null; then curl -fsSL --retry 2 --max-time 60 "$url" -o "$script" || true
  elif command -v wget >/dev/null; then wget -q --tries=2 --timeout=60 "$url" -O "$script" || true
  else rm -f "$script"; die "neither curl nor wget is here to fetch the .NET SDK. Install one of them, or the SDK itself: https://dotnet.microsoft.com/download/dotnet/10.0"; fi
  if [ ! -s "$script" ] || ! bash "$script" --channel 10.0 --install-dir "$ROOT/.dotnet" >&2; then
    rm -f "$script"
    die "the .NET 10 SDK could not be fetched from dot.net. Check the network, or install it yourself (https://dotnet.microsoft.com/download/dotnet/10.0) and run this again."
  fi
  rm -f "$script"
  DOTNET=$ROOT/.dotnet/dotnet
  has_sdk "$DOTNET" || die "the install script ran, and .dotnet/dotnet lists no 10.x SDK. Remove .dotnet/ and try again."
}

has_postgres() {
  local bin version
  for bin in "${PGBIN:-}" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin "$(dirname "$(command -v postgres 2>/dev/null || echo /none/x)")"; do
    [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ] || continue
    version=$("$bin/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
    [ "${version:-0}" -ge 15 ] && return 0
  done
  return 1
}

need_postgres() {
  [ -n "${LANEKEEPER_DATABASE_URL:-}" ] && return
  has_postgres && return
  local hint="Install PostgreSQL 15 or later (sudo apt-get install postgresql), or name a server of yours in LANEKEEPER_DATABASE_URL."
  command -v apt-get >/dev/null || die "PostgreSQL 15 or later is not here, and neither is apt-get. $hint"
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; } || die "PostgreSQL 15 or later is not here, and installing it needs root. $hint"
    sudo=(sudo)
  fi

  say "PostgreSQL 15 or later is not here; installing it with apt ..."
  # Lanekeeper runs a cluster of its own; the distribution's default one would only take memory and port 5432.
  "${sudo[@]}" sh -c 'mkdir -p /etc/postgresql-common && { [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf; }'
  "${sudo[@]}" apt-get update -qq >&2 || true
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold postgresql >&2 || die "apt could not install PostgreSQL. $hint"
  has_postgres || die "apt installed PostgreSQL, but it is older than 15. $hint"
}
