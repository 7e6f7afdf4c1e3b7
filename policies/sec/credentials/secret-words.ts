/** Words for credentials, by language: what a key is called where the platform team speaks it. */

interface Vocabulary {
  /** Words and phrases that say "password" by themselves, in lower case; a blank stands for any joint of a name. */
  readonly password: string;
  /** Those for keys and tokens, which are also said of what opens nothing. */
  readonly key?: string;
}

/** Commas part them. Languages with letters beyond ASCII have the spelling of names without them, too. */
const vocabularies: Readonly<Record<string, Vocabulary>> = {
  arabic: { password: "كلمة المرور,كلمة السر,الرقم السري", key: "مفتاح سري" },
  bulgarian: { password: "парола" },
  chinese: {
    password: "密码,密碼,口令,通行码,登录密碼,mima,kouling",
    key: "密钥,密鑰,金鑰,秘钥,秘鑰,私钥,私鑰,令牌,凭证密文,miyao",
  },
  croatian: { password: "lozinka" },
  czech: { password: "heslo" },
  danish: { password: "adgangskode,adgangsord" },
  dutch: { password: "wachtwoord", key: "toegangssleutel" },
  estonian: { password: "parool,salasõna,salasona" },
  finnish: { password: "salasana,tunnussana" },
  french: { password: "mot de passe,motdepasse,phrase secrète,mdp", key: "clé secrète,clé d'accès,cle secrete,jeton" },
  german: {
    password: "passwort,kennwort,losungswort,passphrase,zugangscode,geheimzahl",
    key: "zugangsschlüssel,zugangsschluessel,geheimschlüssel,geheimnis,schlüssel,schluessel",
  },
  greek: { password: "κωδικός πρόσβασης,κωδικος προσβασης,συνθηματικό", key: "μυστικό κλειδί" },
  hebrew: { password: "סיסמה,סיסמא" },
  hindi: { password: "पासवर्ड,कूटशब्द" },
  hungarian: { password: "jelszó,jelszo" },
  indonesian: { password: "kata sandi,katasandi,kata laluan", key: "kunci rahasia" },
  italian: { password: "parola d'ordine,parola d ordine,parola chiave,codice segreto", key: "chiave segreta,chiave" },
  japanese: { password: "パスワード,暗証番号,パスフレーズ", key: "秘密鍵,共有鍵,アクセスキー,トークン" },
  korean: { password: "비밀번호,암호,패스워드", key: "비밀키,액세스 키,토큰" },
  lithuanian: { password: "slaptažodis,slaptazodis" },
  norwegian: { password: "passord" },
  persian: { password: "رمز عبور,گذرواژه" },
  polish: { password: "hasło,haslo", key: "klucz tajny,klucz dostępu" },
  portuguese: { password: "senha,palavra passe,palavra-passe", key: "chave secreta,chave de acesso" },
  romanian: { password: "parolă,parola" },
  russian: { password: "пароль,кодовое слово", key: "секретный ключ,токен" },
  serbian: { password: "лозинка" },
  slovenian: { password: "geslo" },
  spanish: {
    password: "contraseña,contrasena,contrasenya,palabra de paso",
    key: "clave secreta,clave de acceso,clave",
  },
  swedish: { password: "lösenord,losenord" },
  thai: { password: "รหัสผ่าน" },
  turkish: { password: "şifre,sifre,parola", key: "gizli anahtar" },
  ukrainian: { password: "гасло", key: "секретний ключ" },
  vietnamese: {
    password: "mật khẩu,mat khau,matkhau,mật mã,khẩu lệnh",
    key: "khóa bí mật,khoá bí mật,khoa bi mat,mã bí mật",
  },
};

const wordsOf = (kind: keyof Vocabulary): readonly string[] =>
  Object.values(vocabularies).flatMap((each) => each[kind]?.split(",") ?? []);

/** A pattern for any of them, in which a blank is a blank, another joint of a name, or nothing. */
const patternOf = (words: readonly string[]): string =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[ '-]/g, "[ '_-]?"))
    .join("|");

export const foreignPasswords = patternOf(wordsOf("password"));
export const foreignKeys = patternOf(wordsOf("key"));

/** A text with any of them. */
export const isForeign = new RegExp(`${foreignPasswords}|${foreignKeys}`, "i");

/** Their first letters, by which texts without any are passed over. */
export const foreignStarts: readonly string[] = [
  ...new Set(
    [...wordsOf("password"), ...wordsOf("key")].flatMap((word) =>
      // Whatever joins the parts of a name.
      ["", " ", "_", "-", "'"].map((joint) => word.replace(/[ '-]/g, joint).slice(0, 4)),
    ),
  ),
];
