<?php
// The entry point that arranges a wiki for a test, next to api.php. POST it JSON:
// {"op": "setup", "config": {...}, "steps": [...]} | {"op": "state"} | {"op": "snapshot"}.
// setup: restores the snapshot taken after installation, empties the object cache, writes the neutral configuration, then boots
// MediaWiki and plays the neutral steps. Step i runs at 2020-01-01T00:00:00Z + i minutes. Answers with the wiki's state.
use MediaWiki\MediaWikiServices;
use MediaWiki\Revision\RevisionRecord;
use MediaWiki\Revision\SlotRecord;
use Wikimedia\Timestamp\ConvertibleTimestamp;

$arrangement = json_decode( file_get_contents( 'php://input' ), true );
$arrangementHome = getenv( 'MWEDIT_LIVE_DIR' );
if ( $arrangement['op'] === 'setup' ) {
	foreach ( glob( "$arrangementHome/data/*.sqlite*" ) as $f ) {
		unlink( $f );
	}
	foreach ( glob( "$arrangementHome/snapshot/*.sqlite" ) as $f ) {
		copy( $f, "$arrangementHome/data/" . basename( $f ) );
	}
	file_put_contents( "$arrangementHome/config.json", json_encode( (object)( $arrangement['config'] ?? [] ) ) );
	apcu_clear_cache();
	unset( $_SERVER['HTTP_X_MWEDIT_CLOCK'] );
}
if ( $arrangement['op'] === 'snapshot' ) {
	if ( $arrangement['bump'] ?? false ) {      // the first scenario revision is 71001, the first page 5001: never mistaken for another number
		$db = new SQLite3( "$arrangementHome/data/wiki.sqlite" );
		$db->exec( "UPDATE sqlite_sequence SET seq = 71000 WHERE name = 'revision'; UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'page'" );
		$db->close();
	}
	foreach ( glob( "$arrangementHome/data/*.sqlite" ) as $f ) {
		copy( $f, "$arrangementHome/snapshot/" . basename( $f ) );
	}
	exit( '{}' );
}
define( 'MW_ENTRY_POINT', 'arrange' );
define( 'MW_NO_SESSION', 'warn' );
require __DIR__ . '/includes/WebStart.php';

class Arrangement {
	public static $s;

	public static function user( $name ) {
		return $name === null ? self::user( 'Admin' ) :
			( filter_var( $name, FILTER_VALIDATE_IP ) ? self::$s->getUserFactory()->newAnonymous( $name ) : self::$s->getUserFactory()->newFromName( $name ) );
	}

	public static function commit() {
		self::$s->getDBLoadBalancerFactory()->commitPrimaryChanges( 'arrange' );
	}

	public static function ok( $st, $what ) {
		if ( $st && !$st->isOK() ) {
			throw new RuntimeException( "$what: " . ( method_exists( $st, 'getWikiText' ) ? $st->getWikiText( false, false, 'en' ) : (string)$st ) );
		}
	}

	public static function step( array $step ) {
		$s = self::$s;
		$k = array_key_first( $step );
		$a = $step[$k];
		$title = isset( $a['title'] ) ? Title::newFromText( $a['title'] ) : null;
		$page = $title && $title->canExist() ? $s->getWikiPageFactory()->newFromTitle( $title ) : null;
		$by = self::user( $a['user'] ?? $a['by'] ?? null );
		switch ( $k ) {
			case 'user':        // {name, password, groups: [], options: {}, email, confirmed: bool}
				$u = $s->getUserFactory()->newFromName( $a['name'] );
				if ( !$u->isRegistered() ) {
					self::ok( $u->addToDatabase(), 'user' );
				}
				$pw = $a['password'] ?? ( $a['name'] . 'Passw0rd!x' );
				self::ok( $u->changeAuthenticationData( [ 'username' => $u->getName(), 'password' => $pw, 'retype' => $pw ] ), 'password' );
				foreach ( $a['groups'] ?? [] as $g ) {
					$s->getUserGroupManager()->addUserToGroup( $u, $g );
				}
				foreach ( $a['options'] ?? [] as $o => $v ) {
					$s->getUserOptionsManager()->setOption( $u, $o, $v );
				}
				$u->setEmail( $a['email'] ?? strtolower( $a['name'] ) . '@example.org' );
				if ( $a['confirmed'] ?? true ) {
					$u->setEmailAuthenticationTimestamp( '20200101000000' );
				}
				$u->saveSettings();
				break;
			case 'page':        // {title, text, contentmodel, user, summary, minor, bot, tags: []}: one revision
				$c = ContentHandler::makeContent( $a['text'], $title, $a['contentmodel'] ?? null );
				$up = $page->newPageUpdater( $by );
				$up->setContent( SlotRecord::MAIN, $c );
				$up->addTags( $a['tags'] ?? [] );
				$up->saveRevision( CommentStoreComment::newUnsavedComment( $a['summary'] ?? '' ),
					( ( $a['minor'] ?? false ) ? EDIT_MINOR : 0 ) | ( ( $a['bot'] ?? false ) ? EDIT_FORCE_BOT : 0 ) );
				self::ok( $up->getStatus(), 'page' );
				break;
			case 'delete':      // {title, reason}
				self::ok( $s->getDeletePageFactory()->newDeletePage( $page, $by )->forceImmediate( true )->deleteUnsafe( $a['reason'] ?? '' ), 'delete' );
				break;
			case 'move':        // {from, to}
				self::ok( $s->getMovePageFactory()->newMovePage( Title::newFromText( $a['from'] ), Title::newFromText( $a['to'] ) )
					->move( $by, $a['reason'] ?? '', !( $a['noredirect'] ?? false ) ), 'move' );
				break;
			case 'protect':     // {title, edit|create: group, cascade, expiry}
				$cascade = $a['cascade'] ?? false;
				$lim = array_intersect_key( $a, [ 'edit' => 1, 'create' => 1, 'move' => 1 ] );
				$exp = array_fill_keys( array_keys( $lim ), $a['expiry'] ?? 'infinity' );
				self::ok( $page->doUpdateRestrictions( $lim, $exp, $cascade, $a['reason'] ?? '', $by ), 'protect' );
				break;
			case 'block':       // {target, reason, expiry, autoblock, anononly, nocreate, pages: [], namespaces: []}
				$restr = [];
				foreach ( $a['pages'] ?? [] as $p ) {
					$restr[] = MediaWiki\Block\Restriction\PageRestriction::newFromTitle( $p );
				}
				foreach ( $a['namespaces'] ?? [] as $n ) {
					$restr[] = new MediaWiki\Block\Restriction\NamespaceRestriction( 0, $n );
				}
				self::ok( $s->getBlockUserFactory()->newBlockUser( $a['target'], self::user( 'Admin' ), $a['expiry'] ?? 'infinity', $a['reason'] ?? '',
					[ 'isCreateAccountBlocked' => $a['nocreate'] ?? true, 'isEmailBlocked' => false, 'isAutoblocking' => $a['autoblock'] ?? false,
						'isHardBlock' => !( $a['anononly'] ?? false ), 'isPartial' => (bool)$restr ], $restr )->placeBlockUnsafe(), 'block' );
				break;
			case 'revdelete':   // {title, rev: index from the first revision, hide: ["text", "user", "comment"]}
				$id = self::revs( $title )[$a['rev']];
				$ctx = RequestContext::getMain();
				$ctx->setUser( self::user( 'Admin' ) );
				$bits = 0;
				foreach ( $a['hide'] ?? [ 'text' ] as $h ) {
					$bits |= [ 'text' => RevisionRecord::DELETED_TEXT, 'comment' => RevisionRecord::DELETED_COMMENT, 'user' => RevisionRecord::DELETED_USER ][$h];
				}
				$s->getDBLoadBalancer()->getConnection( DB_PRIMARY )->update( 'revision', [ 'rev_deleted' => $bits ], [ 'rev_id' => $id ], __METHOD__ );
				break;
			case 'tag':         // {name}: a tag users may apply
				ChangeTags::defineTag( $a['name'] );
				break;
			case 'watch':       // {title, user, expiry}
				$s->getWatchedItemStore()->addWatch( $by, $title, $a['expiry'] ?? null );
				break;
			case 'botpassword': // {user, app, password (32 characters), grants: [], restrictions: {}}
				$bp = BotPassword::newUnsaved( [ 'user' => $by, 'appId' => $a['app'], 'grants' => $a['grants'] ?? [ 'basic', 'editpage', 'createeditmovepage', 'highvolume' ],
					'restrictions' => isset( $a['restrictions'] ) ? MWRestrictions::newFromArray( $a['restrictions'] ) : MWRestrictions::newDefault() ] );
				self::ok( $bp->save( 'insert', $s->getPasswordFactory()->newFromPlaintext( $a['password'] ) ), 'botpassword' );
				break;
			case 'abusefilter': // {pattern, actions: {disallow|warn|tag|throttle: [params]}, description}
				$dbw = $s->getDBLoadBalancer()->getConnection( DB_PRIMARY );
				$who = self::user( 'Admin' );
				$row = [ 'af_pattern' => $a['pattern'], 'af_timestamp' => $dbw->timestamp(), 'af_enabled' => 1, 'af_comments' => '',
					'af_public_comments' => $a['description'] ?? 'filter', 'af_hidden' => 0, 'af_hit_count' => 0, 'af_throttled' => 0, 'af_deleted' => 0,
					'af_actions' => implode( ',', array_keys( $a['actions'] ) ), 'af_global' => 0, 'af_group' => 'default' ];
				$row += $dbw->fieldExists( 'abuse_filter', 'af_actor', __METHOD__ ) ?
					[ 'af_actor' => $s->getActorNormalization()->acquireActorId( $who, $dbw ) ] : [];
				$row += $dbw->fieldExists( 'abuse_filter', 'af_user', __METHOD__ ) ? [ 'af_user' => $who->getId(), 'af_user_text' => $who->getName() ] : [];
				$dbw->insert( 'abuse_filter', $row, __METHOD__ );
				$id = $dbw->insertId();
				foreach ( $a['actions'] as $act => $par ) {
					$dbw->insert( 'abuse_filter_action', [ 'afa_filter' => $id, 'afa_consequence' => $act, 'afa_parameters' => implode( "\n", $par ) ], __METHOD__ );
				}
				break;
			default:
				throw new RuntimeException( "unknown step $k" );
		}
	}

	public static function revs( $title ) {
		return self::$s->getDBLoadBalancer()->getConnection( DB_PRIMARY )->selectFieldValues( 'revision', 'rev_id',
			[ 'rev_page' => $title->getArticleID( 1 /* READ_LATEST */ ) ], __METHOD__, [ 'ORDER BY' => 'rev_timestamp,rev_id' ] );
	}

	public static function tags( $db, $id ) {
		return $db->selectFieldValues( [ 'change_tag', 'change_tag_def' ], 'ctd_name', [ 'ct_rev_id' => $id ], __METHOD__,
			[ 'ORDER BY' => 'ctd_name' ], [ 'change_tag_def' => [ 'JOIN', 'ctd_id = ct_tag_id' ] ] );
	}

	/** Every page with its revisions, the recent changes' bot flags, the watchlists, the log. */
	public static function state() {
		$db = self::$s->getDBLoadBalancer()->getConnection( DB_PRIMARY );
		$pages = [];
		$iso = static fn ( $t ) => wfTimestamp( TS_ISO_8601, $t );
		foreach ( $db->select( 'page', '*', [], __METHOD__, [ 'ORDER BY' => 'page_id' ] ) as $p ) {
			$t = Title::makeTitle( $p->page_namespace, $p->page_title );
			$revs = [];
			foreach ( $db->selectFieldValues( 'revision', 'rev_id', [ 'rev_page' => $p->page_id ], __METHOD__, [ 'ORDER BY' => 'rev_id' ] ) as $id ) {
				$r = self::$s->getRevisionStore()->getRevisionById( (int)$id, 1 );
				$c = $r->getContent( SlotRecord::MAIN, RevisionRecord::RAW );
				$text = $c ? $c->serialize() : null;
				if ( strlen( $text ?? '' ) > 1500 ) {
					$text = [ 'sha1' => sha1( $text ), 'bytes' => strlen( $text ) ];
				}
				$revs[] = [ 'revid' => (int)$id, 'parentid' => (int)$r->getParentId(), 'timestamp' => $iso( $r->getTimestamp() ),
					'user' => $r->getUser( RevisionRecord::RAW )->getName(), 'comment' => $r->getComment( RevisionRecord::RAW )->text,
					'minor' => $r->isMinor(), 'contentmodel' => $c ? $c->getModel() : null, 'text' => $text,
					'bot' => (bool)$db->selectField( 'recentchanges', 'rc_bot', [ 'rc_this_oldid' => $id, 'rc_type' => [ 0, 1 ] ], __METHOD__ ),
					'tags' => array_values( self::tags( $db, $id ) ) ];
			}
			$pages[$t->getPrefixedText()] = [ 'pageid' => (int)$p->page_id, 'redirect' => (bool)$p->page_is_redirect, 'revisions' => $revs ];
		}
		$watch = [];
		foreach ( $db->select( [ 'watchlist', 'watchlist_expiry', 'user' ], '*', [], __METHOD__, [ 'ORDER BY' => 'wl_id' ],
			[ 'watchlist_expiry' => [ 'LEFT JOIN', 'we_item = wl_id' ], 'user' => [ 'JOIN', 'user_id = wl_user' ] ] ) as $w ) {
			if ( $w->wl_namespace % 2 === 0 ) {
				$watch[$w->user_name][Title::makeTitle( $w->wl_namespace, $w->wl_title )->getPrefixedText()] = $w->we_expiry ? $iso( $w->we_expiry ) : 'infinity';
			}
		}
		$log = [];
		foreach ( $db->select( 'logging', '*', [], __METHOD__, [ 'ORDER BY' => 'log_id' ] ) as $l ) {
			$log[] = "$l->log_type/$l->log_action " . Title::makeTitle( $l->log_namespace, $l->log_title )->getPrefixedText();
		}
		return [ 'pages' => $pages, 'watch' => (object)$watch, 'log' => $log ];
	}
}
header( 'Content-Type: application/json' );
try {
	Arrangement::$s = MediaWikiServices::getInstance();
	if ( $arrangement['op'] === 'setup' ) {
		RequestContext::getMain()->setUser( Arrangement::user( 'Admin' ) );
		foreach ( $arrangement['steps'] ?? [] as $i => $step ) {
			ConvertibleTimestamp::setFakeTime( 1577836800 + 60 * $i );
			Arrangement::step( $step );
			Arrangement::commit();
			DeferredUpdates::doUpdates();
		}
		ConvertibleTimestamp::setFakeTime( false );
	}
	$out = Arrangement::state();
	Arrangement::commit();
	echo json_encode( $out, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
} catch ( Throwable $e ) {
	http_response_code( 500 );
	echo json_encode( [ 'error' => get_class( $e ) . ': ' . $e->getMessage(), 'trace' => $e->getTraceAsString() ] );
}
