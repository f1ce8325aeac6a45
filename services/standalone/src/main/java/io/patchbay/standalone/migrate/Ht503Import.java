package io.patchbay.standalone.migrate;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.pattern.PlanParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// P values of a HT503 to documents: its two lines, their SIP accounts, their dial plans. Used
/// once.
public final class Ht503Import {
  static final String ELSE = "-else";

  private static final String EDGE = "edge-1";
  private static final String ANYTHING = "{[x*#ABCD]+ | +[x*#ABCD].}";
  private static final List<String> TRANSPORTS = List.of("", "tcp", "tls");

  private final PValues values;
  private final boolean dotOneOrMore;
  private final String driver;
  private final List<Document> documents = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final DialPlanSpec.Builder plan = DialPlanSpec.newBuilder();

  private Ht503Import(PValues values, boolean dotOneOrMore, String driver) {
    this.values = values;
    this.dotOneOrMore = dotOneOrMore;
    this.driver = driver;
  }

  /// Takes a file over.
  ///
  /// @param dotOneOrMore what `.` means in its dial plans
  /// @param driver of the lines
  /// @throws MigrationException the file or a value in it cannot be read
  public static Imported of(String text, boolean dotOneOrMore, String driver) {
    Ht503Import taking = new Ht503Import(PValues.read(text), dotOneOrMore, driver);
    taking.documents.add(
        Document.newBuilder()
            .setKind("Edge")
            .setName(EDGE)
            .setEdge(EdgeSpec.getDefaultInstance())
            .build());
    for (Ht503Port port : Ht503Port.values()) {
      taking.port(port);
    }
    taking.documents.add(
        Document.newBuilder()
            .setKind("DialPlan")
            .setName("default")
            .setDialPlan(taking.plan)
            .build());
    taking.leftOut();
    return new Imported(taking.documents, taking.notes);
  }

  private void port(Ht503Port port) {
    boolean account = values.get(port.server).isPresent();
    if (account) {
      trunk(port);
    }
    Optional<DigitPlan> dialled = plan(port);
    line(port, account, dialled);
    dialled.ifPresent(numbers -> rules(port, account, PlanParts.of(numbers)));
    if (values.get(port.hashSends).filter("0"::equals).isPresent()) {
      notes.add("P" + port.hashSends + ": # ends dialling all the same");
    }
  }

  private void trunk(Ht503Port port) {
    TrunkSpec.Builder trunk = TrunkSpec.newBuilder();
    AccountSpec.Builder account = AccountSpec.newBuilder();
    set(port.server, trunk::setAddress);
    set(port.failover, trunk::addBackupAddresses);
    set(port.proxy, trunk::setOutboundProxy);
    int transport = number(port.transport, 2);
    trunk.setTransport(TRANSPORTS.get(transport));
    set(port.user, trunk::setAuthUser);
    set(port.authId, trunk::setAuthUser);
    set(port.user, account::setUser);
    set(port.displayName, account::setDisplayName);
    account.setRegister(values.isOn(port.register));
    account.setUnregisterOnStop(values.isOn(port.unregister));
    account.setCallsWithoutRegistration(values.isOn(port.callsWithout));
    account.setExpiresS(60 * number(port.expiryMinutes, 64_800));
    if (values.get(port.password).isPresent()) {
      notes.add("P" + port.password + ": a password; set auth-password of Trunk " + port.trunk());
    }
    if (!trunk.getAuthUser().isEmpty()) {
      trunk.setAccount(account);
    }
    documents.add(
        Document.newBuilder().setKind("Trunk").setName(port.trunk()).setTrunk(trunk).build());
  }

  private void line(Ht503Port port, boolean account, Optional<DigitPlan> dialled) {
    LineSpec.Builder line = LineSpec.newBuilder().setEdge(EDGE).setDriver(driver);
    line.setDisabled(values.get(port.active).filter("0"::equals).isPresent());
    if (account) {
      line.setAccount(port.trunk());
    }
    switch (port) {
      case FXS -> {
        line.setKind(LineKind.LINE_KIND_FXS);
        line.setInterDigitTimeoutMs(1000 * number(Ht503Port.NO_KEY_TIMEOUT, 15));
        set(Ht503Port.HOTLINE, line::setHotline);
        dialled.ifPresent(numbers -> line.setDigitMap(numbers.print()));
      }
      case FXO -> line.setKind(LineKind.LINE_KIND_FXO);
    }
    documents.add(Document.newBuilder().setKind("Line").setName(port.line()).setLine(line).build());
  }

  private Optional<DigitPlan> plan(Ht503Port port) {
    try {
      return values
          .get(port.plan)
          .map(dotOneOrMore ? DigitPlan::parseDotMeansOneOrMore : DigitPlan::parse);
    } catch (PatternException e) {
      throw new MigrationException("P" + port.plan + ": " + e.getMessage());
    }
  }

  /// `^` in the first rule that asks, `L:` before the rest, and nothing behind them.
  private void rules(Ht503Port port, boolean account, PlanParts parts) {
    String from = port == Ht503Port.FXS ? "line/" + port.line() : "trunk/" + port.trunk();
    Destination exchange = Destination.newBuilder().setLine(Ht503Port.FXO.line()).build();
    Destination out =
        port == Ht503Port.FXS ? Destination.newBuilder().setTrunk(port.trunk()).build() : exchange;
    if (!account) {
      notes.add("P" + port.plan + ": no rules without P" + port.server + ", the SIP server");
      return;
    }
    if (!parts.line().isEmpty()) {
      rule(port, port.trunk() + "-line", from, parts.line()).setTo(exchange);
    }
    if (!parts.other().isEmpty()) {
      rule(port, port.trunk(), from, parts.other()).setTo(out);
    }
    plan.addRules(
        DialRule.newBuilder()
            .setName(port.trunk() + ELSE)
            .setPattern(ANYTHING)
            .addFrom(from)
            .setReject(true));
  }

  private DialRule.Builder rule(Ht503Port port, String name, String from, String pattern) {
    return plan.addRulesBuilder()
        .setName(name)
        .addFrom(from)
        .setPattern(pattern)
        .setPrefix(values.get(port.prefix).orElse(""));
  }

  private void leftOut() {
    Set<Integer> taken =
        List.of(Ht503Port.values()).stream()
            .flatMap(port -> port.keys().boxed())
            .collect(Collectors.toSet());
    Set<Integer> told = Set.of(Ht503Port.FXS.password, Ht503Port.FXO.password);
    String rest =
        values.values().entrySet().stream()
            .filter(value -> !value.getValue().isEmpty())
            .map(value -> value.getKey())
            .filter(key -> !taken.contains(key) && !told.contains(key))
            .map(key -> "P" + key)
            .collect(Collectors.joining(" "));
    if (!rest.isEmpty()) {
      notes.add("not taken over: " + rest);
    }
  }

  private void set(int key, Consumer<String> to) {
    values.get(key).ifPresent(to);
  }

  private int number(int key, int most) {
    String value = values.get(key).orElse("0");
    if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > most) {
      throw new MigrationException("P" + key + ": expected a number from 0 to " + most);
    }
    return Integer.parseInt(value);
  }
}
