using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pan123Dav.Gateway;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands.Import;

/// <summary>The configuration that comes of an import, looked at as the gateway would.</summary>
internal sealed class ImportedConfiguration
{
    private const string Mounts = "Mounts";

    private static readonly Dictionary<string, string?> SomeUser =
        new() { ["Pan123Dav:Users:0:Name"] = "user", ["Pan123Dav:Users:0:Password"] = "password" };

    private readonly List<ImportNote> _notes = [];
    private readonly List<(string Source, TreeDiagnostic Diagnostic)> _trees = [];

    private ImportedConfiguration(JsonObject section) => Section = section;

    /// <summary>What stands under <c>Pan123Dav</c>.</summary>
    public JsonObject Section { get; }

    /// <summary>Whether there is a mount.</summary>
    public bool HasMounts => Section[Mounts]!.AsArray().Count > 0;

    /// <summary>What there is to say.</summary>
    public IReadOnlyList<ImportNote> Notes => _notes;

    /// <summary>What the reader of the tree texts says, each with the key of the text.</summary>
    public IReadOnlyList<(string Source, TreeDiagnostic Diagnostic)> Trees => _trees;

    /// <summary>Whether the configuration would not be taken as it is, or there is none.</summary>
    public bool HasErrors => _notes.Exists(note => note.IsError) || _trees.Exists(tree => tree.Diagnostic.Severity == TreeSeverity.Error);

    /// <summary>The key of a mount's tree text.</summary>
    public static string GetTreeKey(int mount) =>
        FormattableString.Invariant($"{GatewayOptions.SectionName}:{Mounts}:{mount}:{nameof(MountOptions.OriginUrls)}");

    /// <param name="export">What was read.</param>
    /// <param name="isWhole">Whether it must be enough to start a gateway with: somebody can sign in.</param>
    /// <param name="timeProvider">The clock.</param>
    public static ImportedConfiguration From(AListExport export, bool isWhole, TimeProvider timeProvider)
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

        var section = new JsonObject { [Mounts] = mounts };
        if (mounts.Count > 0)
        {
            AddUsersAndAccess(section, export, isWhole, notes);
        }

        var result = new ImportedConfiguration(section);
        result._notes.AddRange(notes);
        if (mounts.Count > 0)
        {
            result.Check(timeProvider);
        }

        return result;
    }

    /// <summary>A section as it can be pasted into <c>appsettings.json</c>.</summary>
    public static string Format(JsonObject section)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer,
            new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(GatewayOptions.SectionName);
            section.WriteTo(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void AddUsersAndAccess(JsonObject section, AListExport export, bool isWhole, List<ImportNote> notes)
    {
        var users = new UserImport(notes);
        foreach (var user in export.Users)
        {
            users.Convert(user);
        }

        if (isWhole || export.Metas.Any(meta => meta.HasPassword))
        {
            users.AddOwner();
        }

        var paths = section[Mounts]!.AsArray().Select(mount =>
            StoragePath.TryParse(mount![nameof(MountOptions.Path)]!.GetValue<string>(), out var path) ? path : StoragePath.Root);
        var access = new AccessImport(notes, [.. paths], [.. users.Trusted]);
        foreach (var meta in export.Metas)
        {
            access.Convert(meta);
        }

        if (users.Users.Count > 0)
        {
            section["Users"] = users.Users;
        }

        if (access.Rules.Count > 0)
        {
            section["Access"] = access.Rules;
        }
    }

    // Read as the gateway reads it, with a user besides where there is none.
    private void Check(TimeProvider timeProvider)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Format(Section))))
            .AddInMemoryCollection(Section.ContainsKey("Users") ? [] : SomeUser)
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
                _trees.AddRange(UrlTreeText.Parse(Encoding.UTF8.GetBytes(text)).Diagnostics.Select(diagnostic => (GetTreeKey(i), diagnostic)));
            }
        }
    }
}
