package io.patchbay.simulator.modem;

import io.patchbay.simulator.modem.Dialect.CauseForm;
import io.patchbay.simulator.modem.Dialect.Detector;
import io.patchbay.simulator.modem.Dialect.Progress;
import io.patchbay.simulator.modem.Dialect.Voice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The families that can be simulated.
public final class Dialects {
  /// Commands that look like the standards' and are one maker's.
  static final Set<String> MAKERS =
      Set.of(
          "+ICCID",
          "+CCID",
          "+CICCID",
          "+CPCMREG",
          "+CPCMFRM",
          "+CTXVOL",
          "+CRXVOL",
          "+DDET",
          "+AUTOCSQ",
          "+CNSMOD",
          "+CPSI",
          "+CRESET",
          "+SPIC",
          "+UPINCNT",
          "+UCALLSTAT",
          "+UDTMFD",
          "+CCELLCFG",
          "+CENG",
          "+CMTE",
          "+CPMUTEMP",
          "+CNMP",
          "+CNBP",
          "+CBAND",
          "+UTEMP");

  private static final List<String> QUECTEL_BOOT =
      List.of("RDY", "+CFUN: 1", "+CPIN: READY", "+QUSIM: 1", "+QIND: SMS DONE", "+QIND: PB DONE");

  /// Quectel EC25: what is simulated when nothing else is asked for.
  public static final Dialect EC25 =
      new Dialect(
          "quectel-ec2x",
          "Quectel",
          "EC25",
          "EC25EFAR06A08M4G",
          7,
          "+QCCID",
          "+QCCID: ",
          QUECTEL_BOOT,
          Progress.QIND,
          Voice.QPCMV,
          Detector.QTONEDET,
          CauseForm.NUMBERS,
          true,
          Set.of("+Q*", "^DSCI", "+ICCID"),
          Set.of());

  private static final List<Dialect> ALL =
      List.of(
          EC25,
          new Dialect(
              "quectel-uc20",
              "Quectel",
              "UC20",
              "UC20GQBR03A12E1G",
              2,
              "+QCCID",
              "+QCCID: ",
              QUECTEL_BOOT,
              Progress.DSCI,
              Voice.QPCMV,
              Detector.QTONEDET,
              CauseForm.NUMBERS,
              true,
              Set.of("+Q*", "^DSCI"),
              Set.of("+CEREG", "+CIREG")),
          new Dialect(
              "quectel-m35",
              "Quectel_Ltd",
              "Quectel_M35",
              "M35FAR02A01",
              0,
              "+QCCID",
              "",
              List.of("RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready"),
              Progress.NONE,
              Voice.NONE,
              Detector.QTONEDET,
              CauseForm.NUMBERS,
              false,
              Set.of("+QCCID", "+QTONEDET", "+QPOWD", "+QENG", "+QLOCKF", "+QTEMP", "+QBAND"),
              Set.of("+CEREG", "+CIREG", "+WS46")),
          new Dialect(
              "simcom-sim7600",
              "SIMCOM INCORPORATED",
              "SIMCOM_SIM7600E-H",
              "LE20B03SIM7600M22",
              7,
              "+CICCID",
              "+ICCID: ",
              List.of("RDY", "+CPIN: READY", "SMS DONE", "PB DONE"),
              Progress.CLCC_AND_VOICE_CALL,
              Voice.CPCMREG,
              Detector.RXDTMF,
              CauseForm.WORDS,
              false,
              Set.of(
                  "+CICCID",
                  "+CPCMREG",
                  "+CPCMFRM",
                  "+CTXVOL",
                  "+CRXVOL",
                  "+DDET",
                  "+AUTOCSQ",
                  "+CNSMOD",
                  "+CPSI",
                  "+CCELLCFG",
                  "+CPMUTEMP",
                  "+CNMP",
                  "+CNBP",
                  "+CRESET",
                  "+SPIC"),
              Set.of()),
          new Dialect(
              "simcom-sim800",
              "SIMCOM_Ltd",
              "SIMCOM_SIM800L",
              "1418B05SIM800L24",
              0,
              "+CCID",
              "",
              List.of("RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"),
              Progress.CLCC,
              Voice.NONE,
              Detector.DTMF,
              CauseForm.WORDS,
              false,
              Set.of("+CCID", "+DDET", "+CENG", "*CELLLOCK", "+CMTE", "+CBAND", "+SPIC"),
              Set.of("+CEREG", "+CIREG", "+WS46")),
          new Dialect(
              "huawei",
              "huawei",
              "E173",
              "11.126.85.00.209",
              2,
              "^ICCID",
              "^ICCID: ",
              List.of("^SIMST:1", "^MODE:5,4"),
              Progress.HUAWEI,
              Voice.DDSETEX,
              Detector.DDTMF,
              CauseForm.NONE,
              false,
              Set.of(
                  "^ICCID",
                  "^CVOICE",
                  "^DDSETEX",
                  "^DDTMFCFG",
                  "^DTMF",
                  "^USSDMODE",
                  "^SYSINFO",
                  "^CURC",
                  "^MONSC",
                  "^MONNC",
                  "^CHIPTEMP",
                  "^SYSCFG",
                  "^RESET",
                  "^CPIN"),
              Set.of("+CEREG", "+CIREG", "+CEER", "+VTD")),
          new Dialect(
              "telit-le910",
              "Telit",
              "LE910-EUG",
              "17.00.523",
              7,
              "+CCID",
              "+CCID: ",
              List.of(),
              Progress.NONE,
              Voice.NONE,
              Detector.NONE,
              CauseForm.WORDS,
              false,
              Set.of("+CCID", "#AUSBC", "#DIALMODE", "#DTMF", "#TEMPMON", "#PCT"),
              Set.of()),
          new Dialect(
              "u-blox",
              "u-blox",
              "LARA-R211",
              "30.31",
              7,
              "+CCID",
              "+CCID: ",
              List.of(),
              Progress.UCALLSTAT,
              Voice.NONE,
              Detector.UUDTMFD,
              CauseForm.WORDS,
              false,
              Set.of("+CCID", "+UCALLSTAT", "+UDTMFD", "+UTEMP", "+UPINCNT"),
              Set.of()),
          new Dialect(
              "generic",
              "Maker",
              "Model 1",
              "1.0",
              2,
              "+CCID",
              "+CCID: ",
              List.of(),
              Progress.ECAV,
              Voice.NONE,
              Detector.NONE,
              CauseForm.WORDS,
              false,
              Set.of("+CCID", "*ECAM"),
              Set.of("+CEREG", "+CIREG")));

  private Dialects() {}

  /// The families' names.
  public static List<String> families() {
    return ALL.stream().map(Dialect::family).toList();
  }

  /// The dialect of a family, if it is one of [#families].
  public static Optional<Dialect> of(String family) {
    return ALL.stream().filter(dialect -> dialect.family().equals(family)).findFirst();
  }
}
