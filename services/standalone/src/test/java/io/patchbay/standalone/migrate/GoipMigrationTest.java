package io.patchbay.standalone.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.routing.Patterns;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoipMigrationTest {
  private static final String FILE =
      """
      # settings of a GoIP-4
      ENDPOINT_TYPE=SIP
      TELPORT=2
      SIP_CONFIG_MODE=SINGLE_MODE
      SIP_CONTACT0_PROXY=sip.example.com
      SIP_CONTACT0_SERVER=reg.example.com:5070
      SIP_CONTACT0_LOGIN=goip1
      SIP_CONTACT0_PASSWD=secret1
      SIP_CONTACT0_DIAL_DIGITS=8000
      SIP_CONTACT0_REGISTER_EXPIRED=300
      SIP_SMODE_USE_BSVR=1
      SIP_CONTACT1_PROXY=backup.example.com
      SIP_DISPLAY_NAME=Branch
      L1_GSM_NUMBER=+8613900000001
      L1_P_DIGIT_MAP=86:-86|13:+0
      LINE1_P_DPRST=1
      L1_FW_NUM_TO_VOIP=2001
      L1_CALLER_ANONYMOUS=1
      L1_GSM_CF_BUSY_ENABLE=1
      L1_GSM_CF_BUSY_NUM=+8613900000009
      L1_GSM_CF_UNCND_ENABLE=0
      L1_GSM_CF_UNCND_NUM=123
      L1_SIM_EXP=D5,1000
      L1_SIM_EXP_UNIT=60
      LINE1_SMS_LIMIT=5
      LINE1_SMS_INTERVAL=3
      LINE1_SMS_VALIDITY_TIME=167
      LINE1_SMS_NUM_MAP=0:-0++86
      LINE1_GSM_IMEI=490154203237518
      IMEI_AUTO_ENABLE=1
      L1_GSM_PIN=1234
      L2_DISABLE_IN=1
      L2_FW_NUM_TO_VOIP=010>101|021>1002
      ADMIN_PASSWORD=secret2
      RADMIN_KEY=secret3
      NTP_SERVER=pool.ntp.org
      LANG=
      """;

  @Test
  void linesAccountsRulesAndLimitsAreTakenOver() {
    Imported imported = GoipImport.of(FILE, "gsm-at");
    assertEquals(
        """
        kind: Edge
        name: edge-1
        spec: {}
        ---
        kind: Trunk
        name: goip
        spec:
          address: sip.example.com
          auth-user: goip1
          account:
            user: '8000'
            display-name: Branch
            register: true
            registrar: reg.example.com:5070
            expires-s: 300
          backup-addresses:
          - backup.example.com
        ---
        kind: Line
        name: gsm-1
        spec:
          edge: edge-1
          kind: sim
          driver: gsm-at
          number: '+8613900000001'
          settings:
            clir: restricted
            forward-busy: '+8613900000009'
          incoming:
            trunk: goip
            number: '2001'
          messages:
            validity-minutes: 1440
            interval-s: 3
            number-rules: 0:-0++86
          dial-rules: 86:-86|13:+0
          strict-dial-rules: true
        ---
        kind: Limit
        name: gsm-1
        spec:
          'on':
          - line/gsm-1
          minutes: D5,1000
          billing-unit-s: 60
          messages: '5'
        ---
        kind: Line
        name: gsm-2
        spec:
          edge: edge-1
          kind: sim
          driver: gsm-at
          reject-incoming: true
        ---
        kind: LineGroup
        name: goip
        spec:
          lines:
          - gsm-1
          - gsm-2
          account: goip
        """,
        DocumentYaml.write(imported.documents()));
    assertEquals(
        List.of(
            "SIP_CONTACT0_PASSWD: a password; set auth-password of Trunk goip",
            "L2_FW_NUM_TO_VOIP: not taken over; set `incoming` or `incoming-by-caller` of the Line",
            "ADMIN_PASSWORD: a secret, not taken over",
            "IMEI_AUTO_ENABLE: disabled (legal): an IMEI is the modem's own and is not changed,"
                + " 3GPP TS 22.016",
            "L1_GSM_PIN: a secret, not taken over",
            "LINE1_GSM_IMEI: disabled (legal): an IMEI is the modem's own and is not changed,"
                + " 3GPP TS 22.016",
            "RADMIN_KEY: a secret, not taken over",
            "not taken over: NTP_SERVER"),
        imported.notes());
    Documents.of(imported.documents()).check(Patterns.check());
  }

  @Test
  void secretsAreNeitherInTheDocumentsNorInTheNotes() {
    Imported imported = GoipImport.of(FILE, "gsm-at");
    String all = DocumentYaml.write(imported.documents()) + imported.notes();
    assertFalse(all.contains("secret1") || all.contains("secret2") || all.contains("secret3"), all);
    assertFalse(all.contains("1234") || all.contains("490154203237518"), all);
  }

  @Test
  void linesHaveAccountsOfTheirOwnWhicheverFirmwareNumbersThem() {
    String file =
        """
        TELPORT=2
        SIP_CONFIG_MODE=LINE_MODE
        SIP_CONTACT%d_SERVER=a.example
        SIP_CONTACT%d_LOGIN=a
        SIP_CONTACT%d_PROXY=b.example
        """;
    List<?> newer = GoipImport.of(file.formatted(8, 8, 9), "sim").documents();
    assertEquals(newer, GoipImport.of(file.formatted(6, 6, 7), "sim").documents());
    assertTrue(newer.toString().contains("account: \"goip-2\""), newer.toString());
  }

  @Test
  void aTrunkGatewayNeedsNoAccount() {
    Imported imported =
        GoipImport.of(
            "TELPORT=1\nSIP_CONFIG_MODE=TRUNK_GW_MODE\nSIP_TRUNK_GW1=192.0.2.1\nSIP_TRUNK_GW2=192.0.2.X\n",
            "sim");
    assertEquals("192.0.2.X", imported.documents().get(1).getTrunk().getAllowedFrom(0));
    assertFalse(imported.documents().get(1).getTrunk().hasAccount());
    assertEquals(
        imported.documents(),
        GoipImport.of(GoipExport.of(imported.documents()), "sim").documents());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatWasTakenOverComesBack(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      String file = file(random);
      List<?> documents = GoipImport.of(file, "sim").documents();
      String exported = GoipExport.of(GoipImport.of(file, "sim").documents());
      assertEquals(
          documents,
          GoipImport.of(exported, "sim").documents(),
          () -> "seed " + seed + ":\n" + file + "\n->\n" + exported);
      String again = exported;
      assertEquals(
          exported, GoipExport.of(GoipImport.of(again, "sim").documents()), "seed " + seed);
    }
  }

  private static String file(SplittableRandom random) {
    StringBuilder file = new StringBuilder();
    int lines = 1 + random.nextInt(4);
    String[] modes = {"SINGLE_MODE", "LINE_MODE", "TRUNK_GW_MODE"};
    file.append("TELPORT=").append(lines).append('\n');
    file.append("SIP_CONFIG_MODE=").append(modes[random.nextInt(3)]).append('\n');
    maybe(random, file, "SIP_TRUNK_GW1", "192.0.2.1");
    maybe(random, file, "SIP_TRUNK_GW2", "192.0.2.2");
    maybe(random, file, "SIP_TRUNK_NUMBER", "700");
    maybe(random, file, "SIP_TRUNK_AUTH_ID", "trunk");
    maybe(random, file, "SIP_SMODE_USE_BSVR", "1");
    maybe(random, file, "SIP_DISPLAY_NAME", "A: b #c");
    for (int contact = 0; contact < 12; contact++) {
      for (String what :
          List.of("PROXY", "SERVER", "LOGIN", "DIAL_DIGITS", "HOME_DOMAIN", "OUTBOUND_PROXY")) {
        maybe(
            random,
            file,
            "SIP_CONTACT" + contact + "_" + what,
            what.toLowerCase(java.util.Locale.ROOT) + ".example");
      }
      maybe(random, file, "SIP_CONTACT" + contact + "_REGISTER_EXPIRED", "120");
    }
    for (int line = 1; line <= lines; line++) {
      maybe(random, file, "L" + line + "_GSM_NUMBER", "+861390000000" + line);
      maybe(random, file, "L" + line + "_P_DIGIT_MAP", "0[3-8]:-0++86|:+9");
      maybe(random, file, "LINE" + line + "_P_DPRST", "1");
      maybe(random, file, "L" + line + "_DISABLE_IN", String.valueOf(random.nextInt(2)));
      maybe(random, file, "L" + line + "_FW_NUM_TO_VOIP", "20" + line);
      maybe(random, file, "L" + line + "_CALLER_ANONYMOUS", "1");
      maybe(random, file, "L" + line + "_GSM_CF_NOREPLY_ENABLE", "1");
      maybe(random, file, "L" + line + "_GSM_CF_NOREPLY_NUM", "10" + line);
      maybe(random, file, "L" + line + "_SIM_EXP", "05:00-12:00,100|12:00-23:00,200");
      maybe(random, file, "L" + line + "_SIM_EXP_UNIT", "6");
      maybe(random, file, "LINE" + line + "_SMS_LIMIT", "100");
      maybe(random, file, "LINE" + line + "_SMS_INTERVAL", "5");
      maybe(
          random, file, "LINE" + line + "_SMS_VALIDITY_TIME", String.valueOf(random.nextInt(256)));
      maybe(random, file, "LINE" + line + "_SMS_NUM_MAP", "1:+0");
    }
    return file.toString();
  }

  private static void maybe(SplittableRandom random, StringBuilder file, String key, String value) {
    if (random.nextInt(3) != 0) {
      file.append(key).append('=').append(value).append('\n');
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "TELPORT=1;hello; line 2: expected `KEY=value`",
        "TELPORT=1;TELPORT=2; line 2: TELPORT is given twice",
        "TELPORT=33;A=1; TELPORT: expected a number from 0 to 32",
        "A=1;B=1; TELPORT: missing: how many lines are there, 1 to 32?",
        "TELPORT=1;LINE1_SMS_VALIDITY_TIME=256; LINE1_SMS_VALIDITY_TIME: expected a number from 0 to 255",
        "TELPORT=1;L1_SIM_EXP=x; L1_SIM_EXP: `x`: neither 100, nor 05:00-12:00,100|12:00-23:00,200, nor D5,1000",
      })
  void whatIsWrongIsNamed(String first, String second, String message) {
    MigrationException wrong =
        assertThrows(MigrationException.class, () -> GoipImport.of(first + "\n" + second, "sim"));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void hostileFilesAreBounded() {
    refused("2000001 characters are too many", "A".repeat(2_000_001));
    refused("line 1: A is longer than 1000, or no text", "A=" + "1".repeat(1001));
    refused("line 1: A is longer than 1000, or no text", "A=1\u0000");
    refused("line 1: expected `KEY=value`", "\u007fELF\u0002\u0001");
    StringBuilder many = new StringBuilder("TELPORT=1\n");
    for (int i = 0; i < 5_000; i++) {
      many.append("X_").append(i).append("=1\n");
    }
    List<String> notes = GoipImport.of(many.toString(), "sim").notes();
    assertTrue(notes.getLast().endsWith(" and 4800 more"), notes.toString());
  }

  private static void refused(String message, String text) {
    assertEquals(
        message,
        assertThrows(MigrationException.class, () -> GoipImport.of(text, "sim")).getMessage());
  }
}
