package io.patchbay.standalone.migrate;

import io.patchbay.contract.document.Allowance;
import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineMessages;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.routing.rewrite.PrefixRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Settings of a GoIP to documents: its lines with their rules and limits, its SIP accounts. Used
/// once.
public final class GoipImport {
  static final String TRUNK = "goip";

  private static final String EDGE = "edge-1";
  private static final int MAX_EXPIRES_S = 3_932_100;
  private static final int MAX_NAMED = 200;

  private final GoipValues values;
  private final String driver;
  private final List<Document> documents = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private GoipImport(GoipValues values, String driver) {
    this.values = values;
    this.driver = driver;
  }

  /// Takes a file over.
  ///
  /// @param driver of the lines
  /// @throws MigrationException the file or a value in it cannot be read
  public static Imported of(String text, String driver) {
    GoipImport taking = new GoipImport(GoipValues.read(text), driver);
    taking.all();
    return new Imported(taking.documents, taking.notes);
  }

  private void all() {
    add("Edge", EDGE, document -> document.setEdge(EdgeSpec.getDefaultInstance()));
    if (values.get(GoipKeys.ENDPOINT).filter(type -> !type.equals("SIP")).isPresent()) {
      notes.add(GoipKeys.ENDPOINT + ": H.323 is not taken over");
    }
    int lines = values.number(GoipKeys.LINES, GoipKeys.MOST_LINES);
    if (lines == 0) {
      throw new MigrationException(
          GoipKeys.LINES
              + ": missing: how many lines are there, 1 to "
              + GoipKeys.MOST_LINES
              + "?");
    }
    String mode = values.get(GoipKeys.MODE).orElse(GoipKeys.SINGLE);
    switch (mode) {
      case GoipKeys.SINGLE -> single();
      case GoipKeys.TRUNK -> gateway();
      case GoipKeys.BY_LINE -> {}
      default -> notes.add(GoipKeys.MODE + ": accounts of this mode are not taken over");
    }
    int contact = mode.equals(GoipKeys.BY_LINE) ? GoipKeys.firstContact(values) : 0;
    boolean shared = documents.stream().anyMatch(Document::hasTrunk);
    for (int line = 1; line <= lines; line++) {
      String own = shared ? TRUNK : "";
      if (mode.equals(GoipKeys.BY_LINE)) {
        String name = TRUNK + "-" + line;
        own = account(name, contact + line - 1, "").map(trunk -> put(name, trunk)).orElse("");
      }
      line(line, own, mode.equals(GoipKeys.BY_LINE));
    }
    if (shared) {
      group(lines);
    }
    leftOut();
  }

  private void single() {
    Optional<TrunkSpec.Builder> main =
        account(TRUNK, 0, values.get(GoipKeys.DISPLAY_NAME).orElse(""));
    if (values.isOn(GoipKeys.BACKUP)) {
      main.ifPresent(trunk ->
          values
              .get(GoipKeys.contact(1, "PROXY"))
              .or(() -> values.get(GoipKeys.contact(1, "SERVER")))
              .ifPresent(trunk::addBackupAddresses));
    }
    main.ifPresent(trunk -> put(TRUNK, trunk));
  }

  /// Registers where there is a registrar; the proxy is where calls go.
  private Optional<TrunkSpec.Builder> account(String name, int contact, String displayName) {
    Optional<String> proxy = values.get(GoipKeys.contact(contact, "PROXY"));
    Optional<String> registrar = values.get(GoipKeys.contact(contact, "SERVER"));
    Optional<String> address = proxy.or(() -> registrar);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    TrunkSpec.Builder trunk = TrunkSpec.newBuilder().setAddress(address.get());
    AccountSpec.Builder account = AccountSpec.newBuilder().setDisplayName(displayName);
    set(GoipKeys.contact(contact, "OUTBOUND_PROXY"), trunk::setOutboundProxy);
    set(GoipKeys.contact(contact, "LOGIN"), trunk::setAuthUser);
    set(GoipKeys.contact(contact, "DIAL_DIGITS"), account::setUser);
    set(GoipKeys.contact(contact, "HOME_DOMAIN"), account::setDomain);
    account.setExpiresS(
        values.number(GoipKeys.contact(contact, "REGISTER_EXPIRED"), MAX_EXPIRES_S));
    account.setRegister(registrar.isPresent());
    registrar.filter(server -> !server.equals(address.get())).ifPresent(account::setRegistrar);
    password(GoipKeys.contact(contact, "PASSWD"), name);
    return Optional.of(trunk.setAccount(account));
  }

  private void gateway() {
    Optional<String> first = values.get(GoipKeys.GATEWAYS.getFirst());
    if (first.isEmpty()) {
      notes.add(GoipKeys.GATEWAYS.getFirst() + ": missing, there is no account");
      return;
    }
    TrunkSpec.Builder trunk = TrunkSpec.newBuilder().setAddress(first.get());
    GoipKeys.GATEWAYS.stream().skip(1).forEach(key -> set(key, trunk::addAllowedFrom));
    set(GoipKeys.GATEWAY_USER, trunk::setAuthUser);
    AccountSpec.Builder account = AccountSpec.newBuilder();
    set(GoipKeys.GATEWAY_NUMBER, account::setUser);
    int expires = values.number(GoipKeys.GATEWAY_EXPIRED, MAX_EXPIRES_S);
    account.setExpiresS(expires).setRegister(expires > 0);
    if (!account.build().equals(AccountSpec.getDefaultInstance())) {
      trunk.setAccount(account);
    }
    password("SIP_TRUNK_AUTH_PASSWD", TRUNK);
    put(TRUNK, trunk);
  }

  private void password(String key, String trunk) {
    if (values.get(key).isPresent()) {
      notes.add(key + ": a password; set auth-password of Trunk " + trunk);
    }
  }

  /// @param trunk of its account; empty: none
  /// @param own the account is this line's alone
  private void line(int number, String trunk, boolean own) {
    LineSpec.Builder line =
        LineSpec.newBuilder().setEdge(EDGE).setKind(LineKind.LINE_KIND_SIM).setDriver(driver);
    if (own) {
      line.setAccount(trunk);
    }
    set(GoipKeys.shortKey(number, "GSM_NUMBER"), line::setNumber);
    rules(GoipKeys.shortKey(number, "P_DIGIT_MAP"), line::setDialRules);
    boolean strict = values.isOn(GoipKeys.longKey(number, "P_DPRST"));
    line.setStrictDialRules(strict && !line.getDialRules().isEmpty());
    line.setRejectIncoming(values.isOn(GoipKeys.shortKey(number, "DISABLE_IN")));
    incoming(GoipKeys.shortKey(number, "FW_NUM_TO_VOIP"), trunk, line);
    if (values.isOn(GoipKeys.shortKey(number, "CALLER_ANONYMOUS"))) {
      line.putSettings("clir", "restricted");
    }
    new TreeMap<>(GoipKeys.FORWARDS)
        .forEach((setting, why) -> {
          Optional<String> to = values.get(GoipKeys.forward(number, why, "NUM"));
          boolean on = values.isOn(GoipKeys.forward(number, why, "ENABLE"));
          to.filter(_ -> on).ifPresent(forward -> line.putSettings(setting, forward));
        });
    LineMessages messages = messages(number);
    if (!messages.equals(LineMessages.getDefaultInstance())) {
      line.setMessages(messages);
    }
    add("Line", GoipKeys.line(number), document -> document.setLine(line));
    limit(number);
  }

  private void incoming(String key, String trunk, LineSpec.Builder line) {
    Optional<String> to = values.get(key);
    if (to.isEmpty()) {
      return;
    }
    if (trunk.isEmpty() || !to.get().matches("\\+?[0-9*#]{1,32}")) {
      notes.add(key + ": not taken over; set `incoming` or `incoming-by-caller` of the Line");
    } else {
      line.setIncoming(Destination.newBuilder().setTrunk(trunk).setNumber(to.get()));
    }
  }

  private LineMessages messages(int number) {
    LineMessages.Builder messages = LineMessages.newBuilder();
    String validity = GoipKeys.longKey(number, "SMS_VALIDITY_TIME");
    if (values.get(validity).isPresent()) {
      messages.setValidityMinutes(GoipKeys.validityMinutes(values.number(validity, 255)));
    }
    messages.setIntervalS(values.number(GoipKeys.longKey(number, "SMS_INTERVAL"), 3_600));
    rules(GoipKeys.longKey(number, "SMS_NUM_MAP"), messages::setNumberRules);
    return messages.build();
  }

  private void limit(int number) {
    LimitSpec.Builder limit = LimitSpec.newBuilder();
    allowance(GoipKeys.shortKey(number, "SIM_EXP"), limit::setMinutes);
    allowance(GoipKeys.longKey(number, "SMS_LIMIT"), limit::setMessages);
    int unit = values.number(GoipKeys.shortKey(number, "SIM_EXP_UNIT"), 3_600);
    if (!limit.build().equals(LimitSpec.getDefaultInstance())) {
      limit.addOn("line/" + GoipKeys.line(number));
      limit.setBillingUnitS(limit.getMinutes().isEmpty() ? 0 : unit);
      add("Limit", GoipKeys.line(number), document -> document.setLimit(limit));
    }
  }

  private void allowance(String key, Consumer<String> to) {
    values
        .get(key)
        .ifPresent(text -> {
          try {
            Allowance.parse(text);
          } catch (IllegalArgumentException e) {
            throw new MigrationException(key + ": " + e.getMessage());
          }
          to.accept(text);
        });
  }

  private void rules(String key, Consumer<String> to) {
    values
        .get(key)
        .ifPresent(text -> {
          PrefixRules.problem(text)
              .ifPresent(problem -> {
                throw new MigrationException(key + ": " + problem);
              });
          to.accept(text);
        });
  }

  private void group(int lines) {
    LineGroupSpec.Builder group = LineGroupSpec.newBuilder().setAccount(TRUNK);
    for (int line = 1; line <= lines; line++) {
      group.addLines(GoipKeys.line(line));
    }
    add("LineGroup", TRUNK, document -> document.setLineGroup(group));
  }

  private void leftOut() {
    List<String> rest = new ArrayList<>();
    for (String key : values.others()) {
      if (GoipKeys.isImei(key)) {
        notes.add(
            key
                + ": disabled (legal): an IMEI is the modem's own and is not changed, 3GPP TS 22.016");
      } else if (GoipKeys.isSecret(key)) {
        notes.add(key + ": a secret, not taken over");
      } else {
        rest.add(key);
      }
    }
    int more = rest.size() - MAX_NAMED;
    if (!rest.isEmpty()) {
      notes.add(
          "not taken over: "
              + String.join(" ", rest.subList(0, Math.min(rest.size(), MAX_NAMED)))
              + (more > 0 ? " and " + more + " more" : ""));
    }
  }

  private String put(String name, TrunkSpec.Builder trunk) {
    add("Trunk", name, document -> document.setTrunk(trunk));
    return name;
  }

  private void add(String kind, String name, Consumer<Document.Builder> spec) {
    Document.Builder document = Document.newBuilder().setKind(kind).setName(name);
    spec.accept(document);
    documents.add(document.build());
  }

  private void set(String key, Consumer<String> to) {
    values.get(key).ifPresent(to);
  }
}
