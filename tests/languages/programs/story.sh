#!/usr/bin/env bash
# The story in a shell, with curl and jq: a file of cookies for each person.
set -euo pipefail
api=$1
jars=$(mktemp -d)
trap 'rm -rf "$jars"' EXIT

query() { # PERSON NAME=VALUE...: ask for something; the options let the body be a query string
	local who=$1 fields=()
	for field in action=query format=json formatversion=2 "${@:2}"; do fields+=(--data-urlencode "$field"); done
	curl --silent --show-error --compressed --get --cookie "$jars/$who" --cookie-jar "$jars/$who" "${fields[@]}" "$api"
}
post() { # PERSON NAME=VALUE...: send a form
	local who=$1 fields=()
	for field in format=json formatversion=2 "${@:2}"; do fields+=(--data-urlencode "$field"); done
	curl --silent --show-error --compressed --cookie "$jars/$who" --cookie-jar "$jars/$who" "${fields[@]}" "$api"
}
post_in_parts() { # the same in parts, chunked, and asking beforehand
	local who=$1 fields=()
	for field in format=json formatversion=2 "${@:2}"; do fields+=(--form-string "$field"); done
	curl --silent --show-error --cookie "$jars/$who" --cookie-jar "$jars/$who" --header 'Transfer-Encoding: chunked' --header 'Expect: 100-continue' "${fields[@]}" "$api"
}
token() { query "$1" meta=tokens "type=${2:-csrf}" | jq -r ".query.tokens.${2:-csrf}token"; }
log_in() { post "$1" action=login "lgname=$2" "lgpassword=$2Passw0rd!x" "lgtoken=$(token "$1" login)" >"$jars/reply"; }
name() { query "$1" meta=userinfo | jq -r .query.userinfo.name; }
page() { query "$1" prop=revisions "titles=$2" 'rvprop=ids|content' rvslots=main | jq -r ".query.pages[0].revisions[0]$3 // \"(missing)\""; }
edit() { post "$1" action=edit "${@:2}" "token=$(token "$1")" | jq -r '.error.code // .edit.result'; }
say() { echo "$1: $2"; }

log_in alice Alice
log_in bob Bob
log_in robo Robo
say log_in "$(name robo)"
say read "$(page robo Known .slots.main.content)"
say read_missing "$(page robo Unknown .slots.main.content)"
say create "$(post_in_parts robo action=edit 'title=New page' 'text=Hello ✓ &=+%' summary=made createonly=1 "token=$(token robo)" | jq -r .edit.result)"
say append "$(edit robo 'title=New page' $'appendtext=\n\nworld')"
say section "$(edit robo title=Sections section=1 $'text=== One ==\nuno')"
say new_section "$(edit robo title=Sections section=new sectiontitle=Three text=3)"
say minor_and_bot "$(edit robo title=Known 'text=What is known now' minor=1 bot=1)"
base=$(page robo Contested .revid)
edit alice title=Contested "text=Alice's" >"$jars/reply"
say conflict "$(edit robo title=Contested text=mine "baserevid=$base")"
say protected "$(edit robo title=Guarded text=unsafe)"
say blocked "$(edit bob title=Known text=spam)"
say nocreate "$(edit robo title=Unknown text=x nocreate=1)"
say createonly "$(edit robo title=Known text=x createonly=1)"
say bad_token "$(post robo action=edit title=Known text=x 'token=0000000000000000000000000000000000000000+\' | jq -r .error.code)"
say maxlag "$(query robo maxlag=-2 | jq -r .error.code)"
say assert "$(query robo assertuser=Alice | jq -r .error.code)"
say stash "$(post alice action=stashedit title=Sections text=Stashed contentmodel=wikitext contentformat=text/x-wiki "baserevid=$(page alice Sections .revid)" "token=$(token alice)" | jq -r '.stashedit | .status + " " + .texthash')"
say stash_then_edit "$(edit alice title=Sections text=Stashed)"
post robo action=logout "token=$(token robo)" >"$jars/reply"
say log_out "$(name robo)"
