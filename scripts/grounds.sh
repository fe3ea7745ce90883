#!/usr/bin/env bash
# Fetch pictures of wood, cloth and carpets for the photo bench into bench/out/grounds: Debian packages, unpacked and
# not installed; packages named as arguments, too. Instant when they are there; never fails: without them the bench paints all its grounds.
set -u
target=bench/out/grounds
packages="gimp-data gimp-data-extras krita-data mate-backgrounds gnome-backgrounds ufoai-textures $*"
mkdir -p "$target/deb" || exit 0
for package in $packages; do
  [ -d "$target/$package" ] && continue
  echo "Fetching $package for the bench's grounds (once)" >&2
  if ! (cd "$target/deb" && apt-get download "$package" >/dev/null 2>&1 && dpkg -x "$package"_*.deb "../$package.part"); then
    echo "$package could not be fetched: the bench goes on with painted grounds" >&2
    rm -rf "$target/$package.part"
    continue
  fi
  # Game textures come as zip archives.
  find "$target/$package.part" -name '*.pk3' -print0 | while IFS= read -r -d '' archive; do
    .venv/bin/python -m zipfile -e "$archive" "$target/$package.part" && rm "$archive"
  done
  mv "$target/$package.part" "$target/$package"
done
rm -rf "$target/deb"
exit 0
