package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong values of accounts are refused by key and value.
final class AccountCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account: {register: true, user: x, expires-s: 3932100} |",
        "account: {user: x, expires-s: 3932101} | spec.account.expires-s: 3932101 is out of range"
            + " (0 to 3932100)",
        "account: {register: true} | spec.account.user: missing, and there is no auth-user either",
        "account: {user: 'a b'} | spec.account.user: `a b` is not the user part of a SIP address",
        "account: {user: x, domain: 'a/b'} | spec.account.domain: `a/b` is not a domain name or"
            + " address",
        "account: {user: x, registrar: 'a:0'} | spec.account.registrar: `a:0` is not host:port",
        "account: {user: x, keep-alive-s: 5} | spec.account.keep-alive-s: 5 is out of range (10 to"
            + " 3600)",
        "outbound-proxy: 'a b' | spec.outbound-proxy: `a b` is not host:port",
        "backup-addresses: ['b:70000'] | spec.backup-addresses: `b:70000` is not host:port",
        "ping: {interval-s: 4} | spec.ping.interval-s: 4 is out of range (5 to 3600)",
        "ping: {down-after: 101} | spec.ping.down-after: 101 is out of range (1 to 100)",
        "inbound: {auth: password} | spec.inbound.password: missing, auth asks for it",
        "account: {user: x, proxy-require: com.nortel.firewall} |",
        "account: {user: x, proxy-require: 'a, b'} | spec.account.proxy-require: `a, b` is not an"
            + " option tag",
        "dialog: {timers: {transaction-s: 32}} |",
        "dialog: {timers: {transaction-s: 33}} | spec.dialog.timers.transaction-s: 33 is above 64 *"
            + " t1-ms (32 s)",
        "dialog: {timers: {transaction-s: 1}} | spec.dialog.timers.transaction-s: 1 is out of range"
            + " (2 to 180; 0: the default)",
        "stun-server: stun.example.net |",
        "stun-server: 'a b' | spec.stun-server: `a b` is not host:port",
        "account: {user: x, keep-alive-s: 20, keep-alive-answered: true} |",
        "transport: tls, account: {user: x, keep-alive-answered: true} |",
        "account: {user: x, keep-alive-answered: true} | spec.account.keep-alive-answered: needs"
            + " keep-alive-s of 15 or more, and it is 0",
        "account: {user: x, keep-alive-s: 12, keep-alive-answered: true} |"
            + " spec.account.keep-alive-answered: needs keep-alive-s of 15 or more, and it is 12",
        "local-port: 5070 |",
        "local-port: random, local-port-interval-s: 60 |",
        "local-port: 0 | spec.local-port: `0` is not a port (1 to 65535) or random",
        "local-port: any | spec.local-port: `any` is not a port (1 to 65535) or random",
        "local-port: random, local-port-interval-s: 5 | spec.local-port-interval-s: 5 is out of"
            + " range (60 to 86400)",
        "local-port: 5070, local-port-interval-s: 60 | spec.local-port-interval-s: given although"
            + " local-port is not `random`",
        "allowed-from: [192.168.1.X, 10.0.0.1, 192.168.1.x] |",
        "allowed-from: [192.168.1.Y] | spec.allowed-from[0]: `192.168.1.Y` is not an IP address or"
            + " range (10.0.0.0/8)"
      })
  void wrongValuesAreNamed(String spec, @Nullable String problem) {
    String yaml = "{kind: Trunk, name: t, spec: {address: sip.example.net, " + spec.strip() + "}}";
    assertEquals(problem == null ? "" : "Trunk t: " + problem, problems(yaml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account: nobody | spec.account: no Trunk `nobody`",
        "account: t | spec.account: t is that of Line a, and has no line-prefix to choose by",
        "prefixes: ['1.'] | spec.prefixes[0]: `1.` is not a prefix (0-9 A-Z a-z + * #)"
      })
  void linesAndTheirAccountsFitTogether(String spec, String problem) {
    String yaml =
        """
        {kind: Edge, name: e}
        ---
        {kind: Trunk, name: t, spec: {address: sip.example.net, account: {user: x}}}
        ---
        {kind: Line, name: a, spec: {edge: e, kind: fxs, driver: sim, account: t}}
        ---
        {kind: Line, name: b, spec: {edge: e, kind: fxs, driver: sim, %s}}
        """
            .formatted(spec.strip());
    assertEquals("Line b: " + problem, problems(yaml));
  }

  private static String problems(String yaml) {
    return DocumentCheck.all(DocumentYaml.parse("t.yaml", yaml), PatternCheck.none()).stream()
        .map(problem -> problem.document() + ": " + problem.path() + ": " + problem.message())
        .collect(Collectors.joining("\n"));
  }
}
