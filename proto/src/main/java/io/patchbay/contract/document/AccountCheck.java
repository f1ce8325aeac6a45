package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.PingSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.regex.Pattern;

/// Who a trunk is to its peer, and by what way it reaches it.
final class AccountCheck {
  /// 65535 minutes (H-182).
  private static final int MAX_EXPIRES_S = 3_932_100;

  private static final Pattern USER = Pattern.compile("[A-Za-z0-9+*#._!~'()&=$,;?/%-]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

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
    if (trunk.hasPing()) {
      ping(label, trunk.getPing());
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
