# Sourced by the entry points in scripts/ after they have set `usage`: answers --help at once, before anything is looked for or
# installed. What hands its words on to another program sets none.
# shellcheck shell=sh
case " $* " in
  ' help '* | *' --help '*)
    if [ -n "${usage-}" ]; then
      printf '%s\n' "$usage"
      exit
    fi
    ;;
esac
