using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pan123Dav.Configuration;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree;

namespace Pan123Dav.Import;

/// <summary>The configuration that comes of an import, looked at as the gateway would.</summary>
internal sealed class ImportedConfiguration
{
    private const string Mounts = "Mounts";

    private readonly List<ImportNote> _notes = [];
    private readonly List<(string Source, TreeDiagnostic Diagnostic)> _trees = [];

    private ImportedConfiguration(string json) => Json = json;

    /// <summary>The section, as it can be pasted into <c>appsettings.json</c>; empty when there is no mount.</summary>
    public string Json { get; }

    /// <summary>What there is to say.</summary>
    public IReadOnlyList<ImportNote> Notes => _notes;

    /// <summary>What the reader of the tree texts says, each with the key of the text.</summary>
    public IReadOnlyList<(string Source, TreeDiagnostic Diagnostic)> Trees => _trees;

    /// <summary>Whether the configuration would not be taken as it is, or there is none.</summary>
    public bool HasErrors => _notes.Exists(note => note.IsError) || _trees.Exists(tree => tree.Diagnostic.Severity == TreeSeverity.Error);

    public static ImportedConfiguration Of(ForeignExport export, TimeProvider timeProvider)
    {
        var notes = new List<ImportNote>(export.Notes);
        var import = new MountImport(notes);
        var mounts = new JsonArray();
        foreach (var storage in export.Storages)
        {
            if (import.Convert(storage) is { } mount)
            {
                mounts.Add((JsonNode)mount);
            }
        }

        if (mounts.Count == 0 && export.Notes.Count == 0)
        {
            notes.Add(new ImportNote("", true, "nothing", "There is nothing to import: no storage in it has a counterpart here."));
        }

        var result = new ImportedConfiguration(mounts.Count == 0 ? "" : Write(mounts));
        result._notes.AddRange(notes);
        if (mounts.Count > 0)
        {
            result.Check(timeProvider);
        }

        return result;
    }

    private static string Write(JsonArray mounts)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new JsonObject { [GatewayOptions.SectionName] = new JsonObject { [Mounts] = mounts } }.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    // Read as the gateway reads it, with a user besides, whom no export has.
    private void Check(TimeProvider timeProvider)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Json)))
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Pan123Dav:Users:0:Name"] = "user", ["Pan123Dav:Users:0:Password"] = "password" })
            .Build();
        var (options, errors) = GatewayOptions.Read(configuration, Path.GetFullPath("."), timeProvider);
        foreach (var error in errors)
        {
            _notes.Add(new ImportNote(error.Key, true, "configuration", error.Message));
        }

        for (var i = 0; i < (options?.Mounts.Count ?? 0); i++)
        {
            if (options!.Mounts[i].OriginUrls is { } text)
            {
                _trees.AddRange(UrlTreeText.Parse(Encoding.UTF8.GetBytes(text)).Diagnostics.Select(diagnostic => ($"{GatewayOptions.SectionName}:{Mounts}:{i}:{nameof(MountOptions.OriginUrls)}", diagnostic)));
            }
        }
    }
}
