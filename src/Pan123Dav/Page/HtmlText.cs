using System.Text;
using Pan123Dav.Console;

namespace Pan123Dav.Page;

/// <summary>
/// Everything that a page says without script, in the two languages of its readers:
/// <see cref="EnglishText"/> and <see cref="ChineseText"/>. Whole sentences.
/// </summary>
internal sealed record HtmlText
{
    /// <summary>The tag of <c>html lang</c>.</summary>
    public required string Language { get; init; }

    public required string Home { get; init; }

    public required string Name { get; init; }

    public required string Size { get; init; }

    public required string Modified { get; init; }

    /// <summary>What the breadcrumbs are called for those who do not see them.</summary>
    public required string Path { get; init; }

    public required string Empty { get; init; }

    public required string Search { get; init; }

    public required string SearchHint { get; init; }

    /// <summary>{0}: what was looked for.</summary>
    public required string Found { get; init; }

    /// <summary>{0}: what was looked for.</summary>
    public required string NothingFound { get; init; }

    public required string MoreFound { get; init; }

    public required string BackToFolder { get; init; }

    public required string Actions { get; init; }

    /// <summary>Opens what can be done with a row. Nothing shows it without script.</summary>
    public byte[] ActionsButton => field ??= Encoding.UTF8.GetBytes($"<button class=\"m\" aria-label=\"{Actions}\" aria-haspopup=\"dialog\"></button>");

    /// <summary>{0}: the user.</summary>
    public required string SignOut { get; init; }

    public required string Administration { get; init; }

    /// <summary>What the administration's page says where there is no script.</summary>
    public required string NeedsScript { get; init; }

    public required string SignIn { get; init; }

    public required string UserName { get; init; }

    public required string Password { get; init; }

    public required string WrongPassword { get; init; }

    /// <summary>{0}: minutes.</summary>
    public required string Throttled { get; init; }

    public required string ForeignSignIn { get; init; }

    public required string MalformedForm { get; init; }

    public required string BackToDrive { get; init; }

    /// <summary>{0}: the user.</summary>
    public required string NotForUser { get; init; }

    /// <summary>{0}: seconds.</summary>
    public required string TryLater { get; init; }

    /// <summary>What a status comes to, in a few words.</summary>
    public required Func<int, string> Status { get; init; }

    /// <summary>The sentence that programs get, in this language.</summary>
    public required Func<string, int, string> Sentence { get; init; }

    /// <summary>The texts of a language.</summary>
    public static HtmlText For(TextLanguage language) => language == TextLanguage.Chinese ? ChineseText.Instance : EnglishText.Instance;
}
