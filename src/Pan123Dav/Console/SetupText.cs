namespace Pan123Dav.Console;

/// <summary>What <c>setup</c> and the setup page say. One class a language: a text that lacks one does not compile.</summary>
internal abstract class SetupText
{
    /// <summary>The texts of a language.</summary>
    public static SetupText For(TextLanguage language) => language == TextLanguage.Chinese ? ChineseSetupText.Instance : EnglishSetupText.Instance;

    /// <summary>The language.</summary>
    public abstract TextLanguage Language { get; }

    /// <summary>Language tag of BCP 47.</summary>
    public abstract string Tag { get; }

    public abstract string Intro { get; }

    public abstract string AskKey { get; }

    public abstract string AskUid { get; }

    public abstract string AskUidAgain { get; }

    public abstract string AskLinks { get; }

    public abstract string AskUser { get; }

    public abstract string AskPassword { get; }

    public abstract string AskPasswordAgain { get; }

    public abstract string AskReach { get; }

    public abstract string ReachMachine { get; }

    public abstract string ReachNetwork { get; }

    public abstract string ReachDomain { get; }

    public abstract string AskDomain { get; }

    public abstract string AskCertificate { get; }

    public abstract string CertificateWarning { get; }

    public abstract string AskQuota { get; }

    public abstract string YesOrNo { get; }

    public abstract string AskDoctor { get; }

    public abstract string AskLeaveOut { get; }

    public abstract string AskOverwrite(string path);

    public abstract string NoAnswer(string option);

    public abstract string NothingWritten { get; }

    public abstract string Exists(string path);

    public abstract string KeyHasBlanks { get; }

    public abstract string KeyMissing { get; }

    public abstract string UidWrong { get; }

    public abstract string UidMissing { get; }

    public abstract string UidFromLinks(ulong uid);

    public abstract string UidDiffers(ulong uid);

    public abstract string LinksMissing { get; }

    public abstract string LinksTooLong { get; }

    public abstract string NoFile(string path, string reason);

    public abstract string Encoding(string name);

    public abstract string NoEncoding { get; }

    public abstract string BackupUnreadable { get; }

    public abstract string BackupEmpty { get; }

    public abstract string LinksRead(int files, int folders);

    public abstract string LinesFaulty(int count);

    public abstract string Line(int line, string message);

    public abstract string AndMore(int count);

    public abstract string UserMissing { get; }

    public abstract string UserWrong { get; }

    public abstract string PasswordsDiffer { get; }

    /// <summary>Why a password is refused, by the English reason of the rules for weak passwords.</summary>
    public abstract string WeakPassword(string reason);

    public abstract string PasswordGood { get; }

    public abstract string PasswordFileWrong(string path);

    public abstract string ReachWrong { get; }

    public abstract string DomainWrong { get; }

    public abstract string NetworkWarning { get; }

    public abstract string QuotaWrong { get; }

    public abstract string BudgetProposed { get; }

    public abstract string BudgetWritten(long gigabytes);

    public abstract string Written(string path);

    public abstract string CheckFound(int files, int folders, int errors, int warnings);

    public abstract string CannotWrite(string folder, string reason);

    public abstract string GiveFolder(string folder, uint user);

    public abstract string StartWith(string command);

    public abstract string DomainNext(string folder);

    public abstract string WhereItIs { get; }

    public abstract string AskLinksFaulty { get; }

    /// <summary>What became of a pasted line.</summary>
    public abstract string Describe(LinkRepair repair, string detail);
}

/// <summary>What was done to a pasted line so that it can be served.</summary>
internal enum LinkRepair
{
    /// <summary>A break in the middle of a link was taken away.</summary>
    Joined,

    /// <summary>Several links on the line were written one a line.</summary>
    Split,

    /// <summary>A number or list mark in front was taken away.</summary>
    Numbering,

    /// <summary>Quotes or brackets around the link were taken away.</summary>
    Quotes,

    /// <summary><c>&amp;amp;</c> and the like became the characters they stand for.</summary>
    Entity,

    /// <summary>An <c>auth_key</c> was taken away.</summary>
    Signature,

    /// <summary>A comma or the like behind the link was taken away.</summary>
    Separator,

    /// <summary>A size behind the link was taken away.</summary>
    Size,

    /// <summary>A full-width colon became a colon.</summary>
    WideColon,

    /// <summary>The words in front became the file's name.</summary>
    Named,

    /// <summary>A line without a link was left out.</summary>
    LeftOut,
}
