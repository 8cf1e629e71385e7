using Pan123Dav.Console;
using Pan123Dav.Data;

namespace Pan123Dav.Admin.Problems;

/// <summary>What the API says to people. One class a language: a text that lacks one does not compile.</summary>
internal abstract class ApiText
{
    /// <summary>The texts in the language that the reader of an answer prefers.</summary>
    public static ApiText For(HttpRequest request, ApiOptions options) =>
        UserLanguage.FromHeader(request.Headers.AcceptLanguage.ToString(), options.Language) == TextLanguage.Chinese
            ? ChineseApiText.Instance
            : EnglishApiText.Instance;

    /// <summary>Language tag of BCP 47.</summary>
    public abstract string Language { get; }

    /// <summary>What is made in English elsewhere, such as the check's words, in this language.</summary>
    public abstract MessageCatalog Messages { get; }

    public abstract string NotFound { get; }

    public abstract string Stale { get; }

    public abstract string TreeHasErrors { get; }

    public abstract string NotTextPlain { get; }

    public abstract string InEnvironment { get; }

    public abstract string Encoded { get; }

    public abstract string ForeignOrigin { get; }

    public abstract string TooManyChecks { get; }

    public abstract string NoVersionKept { get; }

    public abstract string Unreadable { get; }

    public abstract string InSeveralSources { get; }

    public abstract string KeptOut { get; }

    public abstract string SettingsWrong { get; }

    public abstract string OtherForm { get; }

    public abstract string NotInForce { get; }

    public abstract string NameMissing { get; }

    public abstract string NameStrange { get; }

    public abstract string WrongQuery { get; }

    public abstract string NameStays { get; }

    public abstract string PasswordMissing { get; }

    public abstract string PasswordStrange { get; }

    public abstract string NoJson { get; }

    public abstract string NotJson { get; }

    public abstract string NoText { get; }

    public abstract string NoBoolean { get; }

    public abstract string NoNumber { get; }

    public abstract string NoTexts { get; }

    public abstract string NoObject { get; }

    public abstract string NoObjects { get; }

    public abstract string NameTaken { get; }

    public abstract string NotYourself { get; }

    public abstract string LastAdministrator { get; }

    public abstract string DoctorRuns { get; }

    public abstract string BrokenFile(string file, int line);

    public abstract string UnknownMember(string known);

    public abstract string UserInRules(string paths);

    public abstract string WeakPassword(string reason);

    /// <summary>The sentence that stands for a status, or for one of the gateway's own sentences, in this language.</summary>
    public abstract string Sentence(string message, int status);

    public abstract string TooLarge(long bytes);

    /// <summary>Why a file cannot be replaced, and what to do.</summary>
    public abstract string Describe(FileObstacle obstacle, string file);
}
