<?php
// The story in PHP, with its curl extension: one handle, and so one connection, for each person.

class Person {
	private CurlHandle $curl;

	public function __construct( private string $api ) {
		$this->curl = curl_init();
		curl_setopt_array( $this->curl, [ CURLOPT_RETURNTRANSFER => true, CURLOPT_COOKIEFILE => '', CURLOPT_ENCODING => '' ] );
	}

	public function query( array $params ): array {
		curl_setopt_array( $this->curl, [
			CURLOPT_URL => $this->api . '?' . http_build_query( [ 'action' => 'query', 'format' => 'json', 'formatversion' => 2 ] + $params ),
			CURLOPT_HTTPGET => true,
		] );
		return $this->reply();
	}

	// An array is sent in parts, a string as it is.
	public function post( array $params, bool $inParts = false ): array {
		$params += [ 'format' => 'json', 'formatversion' => 2 ];
		curl_setopt_array( $this->curl, [
			CURLOPT_URL => $this->api,
			CURLOPT_POST => true,
			CURLOPT_POSTFIELDS => $inParts ? $params : http_build_query( $params ),
		] );
		return $this->reply();
	}

	private function reply(): array {
		$body = curl_exec( $this->curl );
		if ( $body === false ) {
			throw new RuntimeException( curl_error( $this->curl ) );
		}
		return json_decode( $body, true, 512, JSON_THROW_ON_ERROR );
	}

	public function token( string $type = 'csrf' ): string {
		return $this->query( [ 'meta' => 'tokens', 'type' => $type ] )['query']['tokens']["{$type}token"];
	}

	public function logIn( string $name ): self {
		$this->post( [ 'action' => 'login', 'lgname' => $name, 'lgpassword' => "{$name}Passw0rd!x", 'lgtoken' => $this->token( 'login' ) ] );
		return $this;
	}

	public function name(): string {
		return $this->query( [ 'meta' => 'userinfo' ] )['query']['userinfo']['name'];
	}

	public function read( string $title ): array {
		$page = $this->query( [ 'prop' => 'revisions', 'titles' => $title, 'rvprop' => 'ids|content', 'rvslots' => 'main' ] )['query']['pages'][0];
		$revision = $page['revisions'][0] ?? null;
		return [ $revision['revid'] ?? null, $revision['slots']['main']['content'] ?? '(missing)' ];
	}

	public function edit( array $params, bool $inParts = false ): string {
		$reply = $this->post( [ 'action' => 'edit' ] + $params + [ 'token' => $this->token() ], $inParts );
		return $reply['error']['code'] ?? $reply['edit']['result'];
	}
}

function say( string $step, string $came ): void {
	echo "$step: $came\n";
}

$api = $argv[1];
$robo = new Person( $api );
$alice = ( new Person( $api ) )->logIn( 'Alice' );
$bob = ( new Person( $api ) )->logIn( 'Bob' );

say( 'log_in', $robo->logIn( 'Robo' )->name() );
say( 'read', $robo->read( 'Known' )[1] );
say( 'read_missing', $robo->read( 'Unknown' )[1] );
say( 'create', $robo->edit( [ 'title' => 'New page', 'text' => 'Hello ✓ &=+%', 'summary' => 'made', 'createonly' => 1 ], true ) );
say( 'append', $robo->edit( [ 'title' => 'New page', 'appendtext' => "\n\nworld" ] ) );
say( 'section', $robo->edit( [ 'title' => 'Sections', 'section' => 1, 'text' => "== One ==\nuno" ] ) );
say( 'new_section', $robo->edit( [ 'title' => 'Sections', 'section' => 'new', 'sectiontitle' => 'Three', 'text' => '3' ] ) );
say( 'minor_and_bot', $robo->edit( [ 'title' => 'Known', 'text' => 'What is known now', 'minor' => true, 'bot' => true ] ) );
[ $baserevid ] = $robo->read( 'Contested' );
$alice->edit( [ 'title' => 'Contested', 'text' => "Alice's" ] );
say( 'conflict', $robo->edit( [ 'title' => 'Contested', 'text' => 'mine', 'baserevid' => $baserevid ] ) );
say( 'protected', $robo->edit( [ 'title' => 'Guarded', 'text' => 'unsafe' ] ) );
say( 'blocked', $bob->edit( [ 'title' => 'Known', 'text' => 'spam' ] ) );
say( 'nocreate', $robo->edit( [ 'title' => 'Unknown', 'text' => 'x', 'nocreate' => 1 ] ) );
say( 'createonly', $robo->edit( [ 'title' => 'Known', 'text' => 'x', 'createonly' => 1 ] ) );
say( 'bad_token', $robo->edit( [ 'title' => 'Known', 'text' => 'x', 'token' => str_repeat( '0', 40 ) . '+\\' ] ) );
say( 'maxlag', $robo->query( [ 'maxlag' => -2 ] )['error']['code'] );
say( 'assert', $robo->query( [ 'assertuser' => 'Alice' ] )['error']['code'] );
[ $baserevid ] = $alice->read( 'Sections' );
$stash = $alice->post( [ 'action' => 'stashedit', 'title' => 'Sections', 'text' => 'Stashed', 'contentmodel' => 'wikitext',
	'contentformat' => 'text/x-wiki', 'baserevid' => $baserevid, 'token' => $alice->token() ] )['stashedit'];
say( 'stash', "{$stash['status']} {$stash['texthash']}" );
say( 'stash_then_edit', $alice->edit( [ 'title' => 'Sections', 'text' => 'Stashed' ] ) );
$robo->post( [ 'action' => 'logout', 'token' => $robo->token() ] );
say( 'log_out', $robo->name() );
