# Sourced by ./mvnw and ./handover: exports JAVA_HOME of a JDK 25, wherever it is installed.
# Order: JAVA_HOME, the java on the PATH, then the places where installers put JDKs.
is_jdk25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."+-]*' "$1/release"
}
find_jdk25() {
  if is_jdk25 "${JAVA_HOME-}"; then printf '%s\n' "$JAVA_HOME"; return 0; fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    on_path=${on_path%/bin/javac}
    if is_jdk25 "$on_path"; then printf '%s\n' "$on_path"; return 0; fi
  fi
  for candidates in "/usr/lib/jvm" "/opt" "/opt/java" "/usr/java" "$HOME/.jdks" "$HOME/.sdkman/candidates/java" \
    "/Library/Java/JavaVirtualMachines" "$HOME/Library/Java/JavaVirtualMachines"; do
    [ -d "$candidates" ] || continue
    for candidate in $(find "$candidates" -mindepth 1 -maxdepth 1 2>/dev/null | sort); do
      for home in "$candidate" "$candidate/Contents/Home"; do
        if is_jdk25 "$home"; then printf '%s\n' "$home"; return 0; fi
      done
    done
  done
  return 1
}
if JAVA_HOME=$(find_jdk25); then
  export JAVA_HOME
else
  echo "handover needs a JDK 25 and found none: install one (Temurin 25, for example) or set JAVA_HOME to it." >&2
  exit 1
fi
