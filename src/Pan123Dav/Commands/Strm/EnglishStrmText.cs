using System.Globalization;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Strm;

/// <summary>The English texts of <c>strm</c>.</summary>
internal sealed class EnglishStrmText : StrmText
{
    public static EnglishStrmText Instance { get; } = new();

    public override string NoAddress =>
        "links need the address that players reach the gateway under: write --url http://nas.example:5000, or Pan123Dav:PublicUrl in the settings";

    public override string TokenNotKept => "the user's API token cannot be kept, so the links would be dead at the gateway's next start: "
        + "let the user that runs this write Pan123Dav:DataDirectory, or write Users:[i]:ApiToken";

    public override string NoFolder => "this user sees no such folder: write its path from the drive's root after --path";

    public override string NameTooLong => "its name is too long for a file here, so it is left out. Give it a shorter one";

    public override string NameUnusable => "this system takes no files of such a name, so it is left out. Give it another";

    public override string NameTaken => "another file beside it has this name already, so it is left out. Give it another";

    public override string BudgetSpent => "a budget for today is spent, so no more companions are copied. The same command goes on tomorrow";

    public override string NotFetched => "its content cannot be fetched";

    public override string TooLarge => "it is larger than 4 MiB, so it is not copied";

    public override string Stopped => "it was stopped. The same command goes on from here";

    public override string KeptForeign => "the drive no longer has it, but somebody changed the file, so it stays";

    public override string NoSuchUser(string? nearest) => nearest is null ? "has no such user" : $"has no such user: did you mean {nearest}?";

    public override string AddressHoldsPathBase(string pathBase) =>
        $"the links begin with {pathBase}/d/, where the gateway answers only behind a proxy that cuts {pathBase} off: usually --url and "
        + $"PublicUrl end before {pathBase}";

    public override string FolderNotListed(string reason) => $"its members are left out: {reason}";

    public override string TooDeep(int levels) => string.Create(CultureInfo.InvariantCulture, $"it stands in more than {levels} folders and is left out");

    public override string NotWritten(string reason) => $"it was not written: {reason}";

    public override string NotCopied(string reason) => $"it was not copied: {reason}";

    public override string KeptIncomplete(int stale) => string.Create(
        CultureInfo.InvariantCulture, $"the listing is not complete, so nothing was deleted; {stale} files here were not seen on the drive");

    public override string KeptTooMany(int stale, int existing, DeleteLimit limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stale} of {existing} files are no longer on the drive, which is more than --max-deletes {limit}, so none was deleted. If that is right, "
        + $"write --max-deletes {stale}");

    public override string More(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} more of these are not shown");

    public override string Progress(StrmSummary summary) => string.Create(CultureInfo.InvariantCulture, $"{summary.Written + summary.Unchanged} films");

    public override string Summary(StrmSummary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Written} .strm files written, {summary.Unchanged} unchanged, {summary.Deleted} deleted; {summary.Copied} companions "
        + $"copied ({FileSizeFormatter.Format(summary.CopiedBytes)}); {summary.LeftOut} left out.");
}
