# A command that must not run: the attack makes a folder, by whichever shell reads it.
source "$PROOFS/frame.sh"

benign=text
act='mkdir canary'
attacks=("text; $act" "\$($act)" "\`$act\`" "text && $act" "text | $act" "text' ; $act ; '" "text\" ; $act ; \"" $'text\n'"$act"$'\n' "text;mkdir\${IFS}canary" "a[\$($act)]")

make_ready() { rm -rf canary; }
is_exploited() { [ -d canary ]; }
