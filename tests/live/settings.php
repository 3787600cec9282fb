<?php
// Appended to LocalSettings.php by `mediawiki start`: fixed settings, then the instance's neutral configuration
// ($MWEDIT_LIVE_DIR/config.json), then $MWEDIT_LIVE_DIR/extra.php. Read afresh on every request, so no restart is needed.
use Wikimedia\Timestamp\ConvertibleTimestamp;

$mweditHome = getenv( 'MWEDIT_LIVE_DIR' );
$mwedit = json_decode( @file_get_contents( "$mweditHome/config.json" ) ?: '{}', true );
$wgServer = 'http://127.0.0.1:' . getenv( 'MWEDIT_LIVE_PORT' );
$wgJobRunRate = 0;
$wgPingback = false;
$wgCacheDirectory = "$mweditHome/cache";
$wgLocalisationCacheConf = [ 'class' => LocalisationCache::class, 'store' => 'array', 'storeDirectory' => "$mweditHome/cache",
	'storeClass' => false, 'forceRecache' => false, 'manualRecache' => false ];
$wgMainCacheType = CACHE_ACCEL;
$wgDiff3 = '/usr/bin/diff3';
$wgTmpDirectory = "$mweditHome/tmp";
$wgEnotifWatchlist = $wgEnotifUserTalk = false;
$wgEmailAuthentication = true;
$wgGroupPermissions['*']['createaccount'] = true;

// The clock: a request may carry the time it is to run at.
if ( isset( $_SERVER['HTTP_X_MWEDIT_CLOCK'] ) ) {
	ConvertibleTimestamp::setFakeTime( (int)$_SERVER['HTTP_X_MWEDIT_CLOCK'] );
}

if ( getenv( 'MWEDIT_LIVE_PROFILE' ) === 'ext' ) {
	wfLoadExtensions( [ 'AbuseFilter', 'CategoryTree', 'Cite', 'ConfirmEdit', 'Gadgets', 'ImageMap',
		'InputBox', 'Nuke', 'ParserFunctions', 'Poem', 'Scribunto', 'SpamBlacklist', 'SyntaxHighlight_GeSHi', 'TemplateData',
		'TitleBlacklist', 'WikiEditor' ] );
	$wgScribuntoDefaultEngine = 'luastandalone';
	$wgScribuntoEngineConf['luastandalone']['luaPath'] = '/usr/bin/lua5.1';
	$wgMaxShellMemory = 0;
	$wgSpamBlacklistFiles = [];                                  // only the wiki's own MediaWiki:Spam-blacklist
	$wgBlacklistSettings['spam']['files'] = $wgBlacklistSettings['email']['files'] = [];
	$wgTitleBlacklistSources = [ [ 'type' => 'localpage', 'src' => 'MediaWiki:Titleblacklist' ] ];
	$wgTitleBlacklistCaching = [ 'warningchance' => 0, 'expiry' => 0, 'warningexpiry' => 0 ];
	$wgAbuseFilterActions = ( $wgAbuseFilterActions ?? [] ) + [ 'block' => false ];
	$mweditCaptcha = $mwedit['captcha']['class'] ?? 'QuestyCaptcha';
	// Two that come with a class of their own cannot be loaded together; 1.43 has no MathCaptcha any more.
	wfLoadExtensions( [ 'FancyCaptcha' => [ 'ConfirmEdit/FancyCaptcha' ], 'MathCaptcha' => [ 'Math', 'ConfirmEdit/MathCaptcha' ] ][$mweditCaptcha] ??
		[ 'ConfirmEdit/QuestyCaptcha' ] );
	$wgCaptchaClass = [ 'SimpleCaptcha' => 'MediaWiki\\Extension\\ConfirmEdit\\SimpleCaptcha\\SimpleCaptcha',
		'FancyCaptcha' => version_compare( MW_VERSION, '1.43', '<' ) ? 'FancyCaptcha' :
			'MediaWiki\\Extension\\ConfirmEdit\\FancyCaptcha\\FancyCaptcha', 'MathCaptcha' => 'MathCaptcha' ][$mweditCaptcha] ?? 'QuestyCaptcha';
	if ( $mweditCaptcha === 'FancyCaptcha' ) {
		// Its images are called by the word that they show; here it is the same in each, and not to be seen.
		$wgCaptchaSecret = 'mwedit';
		$wgCaptchaDirectory = "$mweditHome/captchas";
		@mkdir( $wgCaptchaDirectory );
		$mweditSalt = '0a1b2c3d';
		$mweditHash = substr( md5( "$wgCaptchaSecret{$mweditSalt}bravobravo$wgCaptchaSecret$mweditSalt" ), 0, 16 );
		file_put_contents( "$wgCaptchaDirectory/image_{$mweditSalt}_$mweditHash.png", base64_decode(
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' ) );
	}
	$wgCaptchaQuestions = $mwedit['captcha']['questions'] ?? [ 'What is the capital of France?' => 'Paris' ];
	$wgCaptchaTriggers = ( $mwedit['captcha']['triggers'] ?? [] ) +
		[ 'edit' => false, 'create' => false, 'addurl' => false, 'createaccount' => false, 'badlogin' => false ];
	$wgGroupPermissions['*']['skipcaptcha'] = false;
	$wgGroupPermissions['bot']['skipcaptcha'] = true;
	$wgGroupPermissions['sysop']['skipcaptcha'] = true;
	foreach ( [ 'abusefilter-modify', 'abusefilter-log', 'abusefilter-view' ] as $r ) {
		$wgGroupPermissions['sysop'][$r] = true;
	}
}

$mweditSettings = [      // neutral key => setting replaced by its value
	'language' => 'wgLanguageCode', 'site_name' => 'wgSitename', 'read_only' => 'wgReadOnly', 'max_article_size' => 'wgMaxArticleSize',
	'namespace_protection' => 'wgNamespaceProtection', 'extra_namespaces' => 'wgExtraNamespaces',
	'namespace_content_models' => 'wgNamespaceContentModels', 'watchlist_expiry' => 'wgWatchlistExpiry',
	'watchlist_expiry_max' => 'wgWatchlistExpiryMaxDuration', 'show_exception_details' => 'wgShowExceptionDetails',
	'show_hostnames' => 'wgShowHostnames', 'spam_regex' => 'wgSpamRegex', 'summary_spam_regex' => 'wgSummarySpamRegex',
	'capital_links' => 'wgCapitalLinks', 'autoconfirm_age' => 'wgAutoConfirmAge', 'autoconfirm_count' => 'wgAutoConfirmCount',
	'cors_domains' => 'wgCrossSiteAJAXdomains', 'email_confirm_to_edit' => 'wgEmailConfirmToEdit', 'debug_api' => 'wgDebugAPI',
	'bot_passwords' => 'wgEnableBotPasswords', 'block_disables_login' => 'wgBlockDisablesLogin', 'force_https' => 'wgForceHTTPS',
	'legal_title_chars' => 'wgLegalTitleChars', 'namespace_aliases' => 'wgNamespaceAliases', 'user_script_check' => 'wgAllowUserJs',
];
foreach ( $mweditSettings as $k => $g ) {
	if ( isset( $mwedit[$k] ) ) {
		$GLOBALS[$g] = $mwedit[$k];
	}
}
foreach ( [ 'group_permissions' => 'wgGroupPermissions', 'revoke_permissions' => 'wgRevokePermissions',
	'default_user_options' => 'wgDefaultUserOptions' ] as $k => $g ) {                         // neutral key => setting merged into
	$GLOBALS[$g] = array_replace_recursive( $GLOBALS[$g] ?? [], $mwedit[$k] ?? [] );
}
$wgRateLimits = $mwedit['rate_limits'] ?? [];      // none unless asked for: by default an address may edit 8 times a minute
if ( $mwedit['rate_limits_apply_to_all'] ?? false ) {
	foreach ( $wgGroupPermissions as &$mweditRights ) {
		unset( $mweditRights['noratelimit'] );
	}
	unset( $mweditRights );
}
if ( $mwedit['temp_accounts'] ?? false ) {
	$wgAutoCreateTempUser = [ 'known' => true, 'enabled' => true ] + ( $wgAutoCreateTempUser ?? [] );
	$wgAutoCreateTempUser['enabled'] = true;
}
if ( isset( $mwedit['lag'] ) ) {                     // {"host": "db1", "lag": 7.5, "type": "db"}: as if a replica lagged
	$wgHooks['ApiMaxLagInfo'][] = static function ( &$info ) use ( $mwedit ) {
		$info = $mwedit['lag'];
	};
}
if ( $mwedit['broken_model'] ?? false ) {            // "broken": a content model whose texts cannot be unserialised; "invalid": whose contents are never valid
	$wgContentHandlers['invalid'] = static function () {
		return new class( 'invalid' ) extends TextContentHandler {
			public function unserializeContent( $text, $format = null ) {
				return new class( $text, 'invalid' ) extends TextContent {
					public function isValid() {
						return false;
					}
				};
			}
		};
	};
	$wgContentHandlers['broken'] = static function () {
		return new class( 'broken' ) extends TextContentHandler {
			public function unserializeContent( $text, $format = null ) {
				throw new MWContentSerializationException( 'Could not unserialize content' );
			}
		};
	};
}
// "hook": a stand-in for an extension that objects to an edit: {"point": the hook, "return": false, and of "fatal": [message key,
// parameters...], "value": int, "api_result": {...} (EditFilterMergedContent), "fatal" (MultiContentSave), "error": text (EditFilter),
// "module", "fatal": message key (ApiCheckCanExecute)}
if ( isset( $mwedit['hook'] ) ) {
	$wgHooks[$mwedit['hook']['point']][] = [
		'EditFilterMergedContent' => static function ( $context, $content, $status ) use ( $mwedit ) {
			$h = $mwedit['hook'];
			isset( $h['fatal'] ) && $status->fatal( wfMessage( ...$h['fatal'] ) );
			isset( $h['value'] ) && $status->value = $h['value'];
			isset( $h['api_result'] ) && $status->statusData = $h['api_result'];
			return $h['return'];
		},
		'MultiContentSave' => static function ( $revision, $user, $summary, $flags, $status ) use ( $mwedit ) {
			isset( $mwedit['hook']['fatal'] ) && $status->fatal( wfMessage( ...$mwedit['hook']['fatal'] ) );
			return $mwedit['hook']['return'];
		},
		'EditFilter' => static function ( $editPage, $text, $section, &$error ) use ( $mwedit ) {
			$error = $mwedit['hook']['error'] ?? $error;
			return $mwedit['hook']['return'] ?? true;
		},
		'EditPage::attemptSave' => static fn () => $mwedit['hook']['return'],
		'ApiCheckCanExecute' => static function ( $module, $user, &$message ) use ( $mwedit ) {
			$message = $mwedit['hook']['fatal'] ?? $message;
			return $module->getModuleName() !== $mwedit['hook']['module'];
		},
	][$mwedit['hook']['point']];
}
if ( file_exists( "$mweditHome/extra.php" ) ) {
	include "$mweditHome/extra.php";
}
