package io.patchbay.standalone.migrate;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.routing.pattern.PlanParts;
import java.util.List;
import java.util.TreeMap;

/// Documents named as [Ht503Import] names them to P values; passwords are left out. Pure.
public final class Ht503Export {
  private final TreeMap<Integer, String> values = new TreeMap<>();
  private final List<Document> documents;

  private Ht503Export(List<Document> documents) {
    this.documents = documents;
  }

  /// A text file of P values; only those that the documents say something about.
  public static String of(List<Document> documents) {
    Ht503Export export = new Ht503Export(documents);
    for (Ht503Port port : Ht503Port.values()) {
      export.port(port);
    }
    return "# HT503 configuration without passwords\n" + new PValues(export.values).text();
  }

  private void port(Ht503Port port) {
    for (Document document : documents) {
      if (document.hasTrunk() && document.getName().equals(port.trunk())) {
        trunk(port, document.getTrunk());
      } else if (document.hasLine() && document.getName().equals(port.line())) {
        line(port, document.getLine());
      } else if (document.hasDialPlan()) {
        plan(port, document.getDialPlan().getRulesList());
      }
    }
  }

  private void trunk(Ht503Port port, TrunkSpec trunk) {
    AccountSpec account = trunk.getAccount();
    put(port.server, trunk.getAddress());
    put(port.failover, String.join(",", trunk.getBackupAddressesList()));
    put(port.proxy, trunk.getOutboundProxy());
    values.put(
        port.transport, String.valueOf(List.of("tcp", "tls").indexOf(trunk.getTransport()) + 1));
    put(port.user, account.getUser().isEmpty() ? trunk.getAuthUser() : account.getUser());
    put(port.authId, trunk.getAuthUser());
    put(port.displayName, account.getDisplayName());
    flag(port.register, account.getRegister());
    flag(port.unregister, account.getUnregisterOnStop());
    flag(port.callsWithout, account.getCallsWithoutRegistration());
    if (account.getExpiresS() != 0) {
      values.put(port.expiryMinutes, String.valueOf(Math.ceilDiv(account.getExpiresS(), 60)));
    }
  }

  private void line(Ht503Port port, LineSpec line) {
    flag(port.active, !line.getDisabled());
    if (port == Ht503Port.FXS) {
      put(Ht503Port.HOTLINE, line.getHotline());
      if (line.getInterDigitTimeoutMs() != 0) {
        int seconds = Math.ceilDiv(line.getInterDigitTimeoutMs(), 1000);
        values.put(Ht503Port.NO_KEY_TIMEOUT, String.valueOf(seconds));
      }
    }
  }

  private void plan(Ht503Port port, List<DialRule> rules) {
    String line = "";
    String other = "";
    for (DialRule rule : rules) {
      if (rule.getName().equals(port.trunk() + "-line")) {
        line = rule.getPattern();
        put(port.prefix, rule.getPrefix());
      } else if (rule.getName().equals(port.trunk())) {
        other = rule.getPattern();
        put(port.prefix, rule.getPrefix());
      }
    }
    put(port.plan, new PlanParts(line, other).join());
  }

  private void put(int key, String value) {
    if (!value.isEmpty()) {
      values.put(key, value);
    }
  }

  private void flag(int key, boolean on) {
    values.put(key, on ? "1" : "0");
  }
}
