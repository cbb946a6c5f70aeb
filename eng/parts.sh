# Sourced by ./lanekeeper, ./test and .ci/run: finds or installs the two parts the program stands on, and for ./test a browser to look at it with.
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
  need_apt "PostgreSQL 15 or later" "$hint"
  # Lanekeeper runs a cluster of its own; the distribution's default one would only take memory and port 5432.
  "${sudo[@]}" sh -c 'mkdir -p /etc/postgresql-common && { [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf; }'
  apt_install postgresql || die "apt could not install PostgreSQL. $hint"
  has_postgres || die "apt installed PostgreSQL, but it is older than 15. $hint"
}

# need_apt PART HINT: says that PART is installed now, or dies with the hint; sets sudo.
need_apt() {
  command -v apt-get >/dev/null || die "$1 is not here, and neither is apt-get. $2"
  sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; } || die "$1 is not here, and installing it needs root. $2"
    sudo=(sudo)
  fi
  say "$1 is not here; installing it with apt ..."
}

apt_install() {
  "${sudo[@]}" apt-get update -qq >&2 || true
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$@" >&2
}

# For the tests in a real browser; the program itself never needs one.
need_chromium() {
  local found hint="Install it (sudo apt-get install chromium), or name one in LANEKEEPER_CHROMIUM."
  for found in "${LANEKEEPER_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome /snap/bin/chromium; do
    [ -n "$found" ] && [ -x "$found" ] && return
  done
  need_apt Chromium "$hint"
  apt_install chromium || die "apt could not install Chromium. $hint"
}

# need_npm FOLDER WHAT: fetches what a folder's package-lock.json names, for tests alone.
need_npm() {
  local folder=$ROOT/$1 done=$ROOT/$1/node_modules/.fetched
  [ "$done" -nt "$folder/package-lock.json" ] && return
  command -v npm >/dev/null || die "npm is not here; it fetches $2. Install Node.js 20 or later (sudo apt-get install npm)."
  say "Fetching $2 ..."
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2 && touch "$done" || die "npm could not fetch $2; see above."
}
