package io.patchbay.standalone.migrate;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.LineMessages;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Documents named as [GoipImport] names them to settings of a GoIP; passwords are left out. Pure.
public final class GoipExport {
  private static final int FIRST_CONTACT = 8;

  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, TrunkSpec> trunks;
  private final Map<String, LineSpec> lines;
  private final Map<String, LimitSpec> limits;

  private GoipExport(List<Document> documents) {
    trunks = named(documents, Document::hasTrunk, Document::getTrunk);
    lines = named(documents, Document::hasLine, Document::getLine);
    limits = named(documents, Document::hasLimit, Document::getLimit);
  }

  private static <T> Map<String, T> named(
      List<Document> documents, Function<Document, Boolean> is, Function<Document, T> spec) {
    return documents.stream()
        .filter(is::apply)
        .collect(Collectors.toMap(Document::getName, spec, (_, last) -> last));
  }

  /// A text file of settings; only those that the documents say something about.
  public static String of(List<Document> documents) {
    GoipExport export = new GoipExport(documents);
    export.all();
    return export.values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue() + "\n")
        .collect(Collectors.joining("", "# GoIP settings without passwords\n", ""));
  }

  private void all() {
    values.put(GoipKeys.ENDPOINT, "SIP");
    int count =
        IntStream.rangeClosed(1, GoipKeys.MOST_LINES)
            .filter(line -> lines.containsKey(GoipKeys.line(line)))
            .max()
            .orElse(1);
    values.put(GoipKeys.LINES, String.valueOf(count));
    TrunkSpec shared = trunks.get(GoipImport.TRUNK);
    boolean byLine = trunks.keySet().stream().anyMatch(name -> name.matches("goip-[0-9]+"));
    if (byLine) {
      values.put(GoipKeys.MODE, GoipKeys.BY_LINE);
    } else if (shared != null && isGateway(shared)) {
      values.put(GoipKeys.MODE, GoipKeys.TRUNK);
      gateway(shared);
    } else {
      values.put(GoipKeys.MODE, GoipKeys.SINGLE);
      if (shared != null) {
        account(0, shared);
        backup(shared);
      }
    }
    for (int line = 1; line <= count; line++) {
      TrunkSpec own = trunks.get(GoipImport.TRUNK + "-" + line);
      if (own != null) {
        account(FIRST_CONTACT + line - 1, own);
      }
      line(line, lines.getOrDefault(GoipKeys.line(line), LineSpec.getDefaultInstance()));
      limit(line, limits.getOrDefault(GoipKeys.line(line), LimitSpec.getDefaultInstance()));
    }
  }

  /// What single mode has no words for, or what has no account at all.
  private static boolean isGateway(TrunkSpec trunk) {
    return !trunk.hasAccount() || trunk.getAllowedFromCount() > 0;
  }

  private void gateway(TrunkSpec trunk) {
    values.put(GoipKeys.GATEWAYS.getFirst(), trunk.getAddress());
    for (int i = 1; i < GoipKeys.GATEWAYS.size() && i <= trunk.getAllowedFromCount(); i++) {
      values.put(GoipKeys.GATEWAYS.get(i), trunk.getAllowedFrom(i - 1));
    }
    put(GoipKeys.GATEWAY_USER, trunk.getAuthUser());
    put(GoipKeys.GATEWAY_NUMBER, trunk.getAccount().getUser());
    number(GoipKeys.GATEWAY_EXPIRED, trunk.getAccount().getExpiresS());
  }

  private void account(int contact, TrunkSpec trunk) {
    AccountSpec account = trunk.getAccount();
    if (account.getRegister()) {
      String registrar = account.getRegistrar();
      put(
          GoipKeys.contact(contact, "SERVER"),
          registrar.isEmpty() ? trunk.getAddress() : registrar);
    }
    if (!account.getRegister() || !account.getRegistrar().isEmpty()) {
      put(GoipKeys.contact(contact, "PROXY"), trunk.getAddress());
    }
    put(GoipKeys.contact(contact, "OUTBOUND_PROXY"), trunk.getOutboundProxy());
    put(GoipKeys.contact(contact, "LOGIN"), trunk.getAuthUser());
    put(GoipKeys.contact(contact, "DIAL_DIGITS"), account.getUser());
    put(GoipKeys.contact(contact, "HOME_DOMAIN"), account.getDomain());
    number(GoipKeys.contact(contact, "REGISTER_EXPIRED"), account.getExpiresS());
    if (contact == 0) {
      put(GoipKeys.DISPLAY_NAME, account.getDisplayName());
    }
  }

  private void backup(TrunkSpec trunk) {
    if (trunk.getBackupAddressesCount() > 0) {
      values.put(GoipKeys.BACKUP, "1");
      values.put(GoipKeys.contact(1, "PROXY"), trunk.getBackupAddresses(0));
    }
  }

  private void line(int number, LineSpec line) {
    put(GoipKeys.shortKey(number, "GSM_NUMBER"), line.getNumber());
    put(GoipKeys.shortKey(number, "P_DIGIT_MAP"), line.getDialRules());
    flag(GoipKeys.longKey(number, "P_DPRST"), line.getStrictDialRules());
    flag(GoipKeys.shortKey(number, "DISABLE_IN"), line.getRejectIncoming());
    put(GoipKeys.shortKey(number, "FW_NUM_TO_VOIP"), line.getIncoming().getNumber());
    flag(
        GoipKeys.shortKey(number, "CALLER_ANONYMOUS"),
        line.getSettingsOrDefault("clir", "").equals("restricted"));
    GoipKeys.FORWARDS.forEach((setting, why) -> {
      String to = line.getSettingsOrDefault(setting, "");
      if (to.matches("\\+?[0-9]+")) {
        values.put(GoipKeys.forward(number, why, "ENABLE"), "1");
        values.put(GoipKeys.forward(number, why, "NUM"), to);
      }
    });
    LineMessages messages = line.getMessages();
    if (messages.getValidityMinutes() != 0) {
      IntStream.rangeClosed(0, 255)
          .filter(octet -> GoipKeys.validityMinutes(octet) >= messages.getValidityMinutes())
          .findFirst()
          .ifPresent(octet -> number0(GoipKeys.longKey(number, "SMS_VALIDITY_TIME"), octet));
    }
    number(GoipKeys.longKey(number, "SMS_INTERVAL"), messages.getIntervalS());
    put(GoipKeys.longKey(number, "SMS_NUM_MAP"), messages.getNumberRules());
  }

  private void limit(int number, LimitSpec limit) {
    put(GoipKeys.shortKey(number, "SIM_EXP"), limit.getMinutes());
    number(GoipKeys.shortKey(number, "SIM_EXP_UNIT"), limit.getBillingUnitS());
    put(GoipKeys.longKey(number, "SMS_LIMIT"), limit.getMessages());
  }

  private void put(String key, String value) {
    if (!value.isEmpty()) {
      values.put(key, value);
    }
  }

  private void number(String key, int value) {
    if (value != 0) {
      number0(key, value);
    }
  }

  private void number0(String key, int value) {
    values.put(key, String.valueOf(value));
  }

  private void flag(String key, boolean on) {
    if (on) {
      values.put(key, "1");
    }
  }
}
