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

    public abstract string NotFound { get; }

    public abstract string Stale { get; }

    public abstract string TreeHasErrors { get; }

    public abstract string NotTextPlain { get; }

    public abstract string InEnvironment { get; }

    public abstract string Encoded { get; }

    public abstract string TooManyChecks { get; }

    public abstract string NoVersionKept { get; }

    public abstract string Unreadable { get; }

    /// <summary>The sentence that stands for a status, or for one of the gateway's own sentences, in this language.</summary>
    public abstract string Sentence(string message, int status);

    public abstract string TooLarge(long bytes);

    /// <summary>Why a file cannot be replaced, and what to do.</summary>
    public abstract string Describe(FileObstacle obstacle, string file);
}
