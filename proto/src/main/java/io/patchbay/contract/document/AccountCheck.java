package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.InboundSpec;
import io.patchbay.proto.config.v1.LinePrefix;
import io.patchbay.proto.config.v1.PingSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Who a trunk is to its peer, and by what way it reaches it.
final class AccountCheck {
  /// 65535 minutes (H-182).
  private static final int MAX_EXPIRES_S = 3_932_100;

  /// An answer may take 10 s.
  private static final int LEAST_ANSWERED_S = 15;

  private static final Pattern USER = Pattern.compile("[A-Za-z0-9+*#._!~'()&=$,;?/%-]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");
  private static final Pattern PREFIX = Pattern.compile("[0-9A-Za-z+*#]{1,32}");
  private static final int MAX_PREFIXES = 140;

  private final DocumentCheck.Finding finding;

  AccountCheck(DocumentCheck.Finding finding) {
    this.finding = finding;
  }

  void trunk(String label, TrunkSpec trunk) {
    address(label, "spec.outbound-proxy", trunk.getOutboundProxy());
    for (int i = 0; i < trunk.getBackupAddressesCount(); i++) {
      Formats.hostMaybePort(trunk.getBackupAddresses(i))
          .ifPresent(problem -> finding.add(label, "spec.backup-addresses", problem));
    }
    if (trunk.hasAccount()) {
      account(label, trunk);
    }
    if (trunk.getInbound().getAuth() != InboundSpec.Auth.AUTH_UNSPECIFIED
        && trunk.getInbound().getPassword().isEmpty()) {
      finding.add(label, "spec.inbound.password", "missing, auth asks for it");
    }
    if (trunk.hasPing()) {
      ping(label, trunk.getPing());
    }
    localPort(label, trunk);
    address(label, "spec.stun-server", trunk.getStunServer());
  }

  private void localPort(String label, TrunkSpec trunk) {
    String port = trunk.getLocalPort();
    boolean random = port.equals("random");
    if (!random && !port.isEmpty() && !Formats.port(port)) {
      finding.add(
          label,
          "spec.local-port",
          "`" + Report.shown(port) + "` is not a port (1 to 65535) or random");
    }
    between(label, "spec.local-port-interval-s", trunk.getLocalPortIntervalS(), 60, 86_400);
    if (trunk.getLocalPortIntervalS() != 0 && !random) {
      finding.add(label, "spec.local-port-interval-s", "given although local-port is not `random`");
    }
  }

  /// Prefixes, and who uses which account.
  void lines(Documents documents, boolean references) {
    Map<String, List<String>> users = new TreeMap<>();
    documents
        .lines()
        .forEach((name, line) -> {
          prefixes("Line " + name, line.getPrefixesList());
          user(users, "Line " + name, line.getAccount());
        });
    documents
        .lineGroups()
        .forEach((name, group) -> {
          prefixes("LineGroup " + name, group.getPrefixesList());
          user(users, "LineGroup " + name, group.getAccount());
        });
    users.forEach((trunk, labels) -> {
      TrunkSpec spec = documents.trunks().get(trunk);
      if (spec == null && references) {
        labels.forEach(label -> finding.add(label, "spec.account", "no Trunk `" + trunk + "`"));
      } else if (spec != null
          && labels.size() > 1
          && spec.getLinePrefix() == LinePrefix.LINE_PREFIX_UNSPECIFIED) {
        finding.add(
            labels.get(1),
            "spec.account",
            trunk + " is that of " + labels.getFirst() + ", and has no line-prefix to choose by");
      }
    });
  }

  private static void user(Map<String, List<String>> users, String label, String trunk) {
    if (!trunk.isEmpty()) {
      users.computeIfAbsent(trunk, _ -> new ArrayList<>()).add(label);
    }
  }

  private void prefixes(String label, List<String> prefixes) {
    for (int i = 0; i < prefixes.size(); i++) {
      if (!PREFIX.matcher(prefixes.get(i)).matches()) {
        finding.add(
            label,
            "spec.prefixes[" + i + "]",
            "`" + Report.shown(prefixes.get(i)) + "` is not a prefix (0-9 A-Z a-z + * #)");
      }
    }
    if (String.join(",", prefixes).length() > MAX_PREFIXES) {
      finding.add(label, "spec.prefixes", "longer than " + MAX_PREFIXES + " characters");
    }
  }

  private void account(String label, TrunkSpec trunk) {
    AccountSpec account = trunk.getAccount();
    String user = account.getUser().isEmpty() ? trunk.getAuthUser() : account.getUser();
    if (!USER.matcher(user).matches()) {
      finding.add(
          label,
          "spec.account.user",
          user.isEmpty()
              ? "missing, and there is no auth-user either"
              : "`" + Report.shown(user) + "` is not the user part of a SIP address");
    }
    if (!account.getDomain().isEmpty() && !DOMAIN.matcher(account.getDomain()).matches()) {
      finding.add(
          label,
          "spec.account.domain",
          "`" + Report.shown(account.getDomain()) + "` is not a domain name or address");
    }
    address(label, "spec.account.registrar", account.getRegistrar());
    Formats.atMost(account.getExpiresS(), MAX_EXPIRES_S)
        .ifPresent(problem -> finding.add(label, "spec.account.expires-s", problem));
    between(label, "spec.account.keep-alive-s", account.getKeepAliveS(), 10, 3600);
    if (!account.getProxyRequire().isEmpty()
        && !TOKEN.matcher(account.getProxyRequire()).matches()) {
      finding.add(
          label,
          "spec.account.proxy-require",
          "`" + Report.shown(account.getProxyRequire()) + "` is not an option tag");
    }
    boolean stream = !Set.of("", "udp").contains(trunk.getTransport());
    int seconds = account.getKeepAliveS();
    if (account.getKeepAliveAnswered() && (seconds == 0 ? !stream : seconds < LEAST_ANSWERED_S)) {
      finding.add(
          label,
          "spec.account.keep-alive-answered",
          "needs keep-alive-s of " + LEAST_ANSWERED_S + " or more, and it is " + seconds);
    }
    if (unprintable(account.getDisplayName())) {
      finding.add(label, "spec.account.display-name", "contains control characters");
    }
  }

  private static boolean unprintable(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private void ping(String label, PingSpec ping) {
    between(label, "spec.ping.interval-s", ping.getIntervalS(), 5, 3600);
    between(label, "spec.ping.down-after", ping.getDownAfter(), 1, 100);
    between(label, "spec.ping.up-after", ping.getUpAfter(), 1, 100);
  }

  private void between(String label, String path, int value, int min, int max) {
    boolean fits =
        value == 0
            || (Integer.compareUnsigned(value, min) >= 0
                && Integer.compareUnsigned(value, max) <= 0);
    if (!fits) {
      finding.add(
          label,
          path,
          Integer.toUnsignedString(value) + " is out of range (" + min + " to " + max + ")");
    }
  }

  private void address(String label, String path, String hostPort) {
    if (!hostPort.isEmpty()) {
      Formats.hostMaybePort(hostPort).ifPresent(problem -> finding.add(label, path, problem));
    }
  }
}
