# A command that must not run: it stands in the name of a file in the folder that the function is given.
source "$PROOFS/frame.sh"

benign=ordinary
given=folder
act='mkdir canary'
attacks=("\$($act)" "\`$act\`" "x; $act; x" "x'; $act; 'x" "x\"; $act; \"x")

# The folder is always the same one; what differs is the file in it.
make_ready() {
  rm -rf canary folder
  mkdir folder
  printf 'text\n' > "folder/$1.txt"
}
is_exploited() { [ -d canary ]; }
