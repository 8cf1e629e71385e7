using Microsoft.Extensions.Options;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Admin.Trees;

/// <summary>Tells of all tree texts at once. What is wrong with one is a row, and hides no other.</summary>
internal sealed class TreeReports(TreeTexts texts, TreeChecks checks, IOptionsMonitor<ApiOptions> options)
{
    // Larger ones take so long to look at that nobody should wait for it.
    private const int MaxChecked = 4 << 20;

    public async Task<TreesReport> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var language = ApiText.For(request, options.CurrentValue);
        var trees = new List<TreeEntry>();
        foreach (var text in texts.List())
        {
            trees.Add(await checks.RunAsync(() => Describe(text, language), cancellationToken));
        }

        return new TreesReport { Trees = trees };
    }

    private static TreeEntry Describe(TreeText text, ApiText language)
    {
        var problem = text.FindProblem();
        byte[]? bytes = null;
        try
        {
            bytes = text.Read();
        }
        catch (ApiProblem unreadable)
        {
            problem ??= unreadable;
        }

        var table = text.Storage.Table;
        var folders = Enumerable.Range(1, table.Count - 1).Count(row => new StorageEntry(table, row).IsCollection);
        var isKeptOut = text.Storage.KeptOut is not null;
        var diagnostics = bytes is not null && (isKeptOut || bytes.Length <= MaxChecked) ? text.Storage.Check(bytes).Diagnostics : [];
        return new TreeEntry
        {
            Index = text.Index,
            Mount = text.Options.Path.ToString(),
            Type = text.Options.Type.ToString(),
            Source = text.Source,
            File = text.File,
            Writable = problem is null,
            Reason = problem?.Detail(language),
            Code = problem?.Code,
            Etag = bytes is null ? null : TextTag.Create(bytes),
            Bytes = bytes?.Length,
            Files = table.Count - 1 - folders,
            Folders = folders,
            KeptOut = isKeptOut,
            Errors = TreeDiagnostics.Count(diagnostics, TreeSeverity.Error),
            Warnings = TreeDiagnostics.Count(diagnostics, TreeSeverity.Warning),
            Diagnostics = DiagnosticEntry.Translate(TreeDiagnostics.First(diagnostics), language),
        };
    }
}
