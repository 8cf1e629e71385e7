using Pan123Dav.Console;

namespace Pan123Dav.Commands.Strm;

/// <summary>What <c>strm</c> says. One class a language: a text that lacks one does not compile.</summary>
internal abstract class StrmText
{
    /// <summary>The texts of a language.</summary>
    public static StrmText For(TextLanguage language) => language == TextLanguage.Chinese ? ChineseStrmText.Instance : EnglishStrmText.Instance;

    public abstract string NoSuchUser(string? nearest);

    public abstract string NoAddress { get; }

    public abstract string AddressHoldsPathBase(string pathBase);

    public abstract string TokenNotKept { get; }

    public abstract string NoFolder { get; }

    public abstract string FolderNotListed(string reason);

    public abstract string TooDeep(int levels);

    public abstract string NameTooLong { get; }

    public abstract string NameUnusable { get; }

    public abstract string NameTaken { get; }

    public abstract string NotWritten(string reason);

    public abstract string NotCopied(string reason);

    public abstract string BudgetSpent { get; }

    public abstract string NotFetched { get; }

    public abstract string TooLarge { get; }

    public abstract string Stopped { get; }

    public abstract string KeptIncomplete(int stale);

    public abstract string KeptTooMany(int stale, int existing, DeleteLimit limit);

    public abstract string KeptForeign { get; }

    public abstract string More(int count);

    public abstract string Progress(StrmSummary summary);

    public abstract string Summary(StrmSummary summary);
}
