using System.Globalization;
using System.Text.Json;

namespace Pan123Dav.Commands.Import;

/// <summary>
/// Reads the storages, users and folders' rules out of what AList and OpenList export: a list of storages, one storage, the page's backup
/// (an object with <c>storages</c>), or an answer of their interface (<c>data.content</c>). Nothing of the text gets into a message but drivers and paths.
/// </summary>
internal sealed class AListExport : IDisposable
{
    private const int MaxName = 40;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly List<JsonDocument> _documents = [];
    private readonly List<AListStorage> _storages = [];
    private readonly List<ForeignUser> _users = [];
    private readonly List<ForeignMeta> _metas = [];
    private readonly List<ImportNote> _notes = [];

    private AListExport()
    {
    }

    /// <summary>What could be read.</summary>
    public IReadOnlyList<AListStorage> Storages => _storages;

    /// <summary>Users, which only a backup has.</summary>
    public IReadOnlyList<ForeignUser> Users => _users;

    /// <summary>What is said of folders, which only a backup has.</summary>
    public IReadOnlyList<ForeignMeta> Metas => _metas;

    /// <summary>What could not, all of it.</summary>
    public IReadOnlyList<ImportNote> Notes => _notes;

    /// <summary>Reads <paramref name="json"/>, UTF-8.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static AListExport Read(ReadOnlyMemory<byte> json)
    {
        var export = new AListExport();
        try
        {
            export.ReadAll(export.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json));
            return export;
        }
        catch
        {
            export.Dispose();
            throw;
        }
    }

    public void Dispose() => _documents.ForEach(document => document.Dispose());

    private void ReadAll(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("encrypted", out var encrypted)
            && encrypted is { ValueKind: JsonValueKind.String } && encrypted.GetRawText() != "\"\"")
        {
            Fail("", "encrypted", "The backup is encrypted: make one without a password, and delete it when it is imported.");
        }
        else if (GetList(root) is var (name, list))
        {
            var index = 0;
            foreach (var storage in list.EnumerateArray())
            {
                ReadStorage(string.Create(CultureInfo.InvariantCulture, $"{name}[{index++}]"), storage);
            }

            if (name == "storages" && root.ValueKind == JsonValueKind.Object)
            {
                TryRead("", () => ReadRest(root));
            }
        }
        else if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("driver", out _))
        {
            ReadStorage("storage", root);
        }
        else
        {
            Fail("", "format",
                "It holds no storages: write the file of a backup of AList or OpenList, which has "
                + "them under \"storages\", a list of storages, or one storage.");
        }
    }

    private static (string Name, JsonElement List)? GetList(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return ("storages", root);
        }

        foreach (var name in root.ValueKind == JsonValueKind.Object ? new[] { "storages", "content", "data" } : [])
        {
            if (root.TryGetProperty(name, out var inner))
            {
                return inner.ValueKind == JsonValueKind.Array ? (name, inner) : name == "data" ? GetList(inner) : null;
            }
        }

        return null;
    }

    private void ReadStorage(string place, JsonElement storage)
    {
        if (storage.ValueKind != JsonValueKind.Object)
        {
            Fail(place, "format", "A storage is a JSON object with \"driver\", \"mount_path\" and \"addition\".");
            return;
        }

        try
        {
            var read = new AListStorage(place, storage, GetAddition(storage));
            if (read.Driver.Length == 0 || read.MountPath.Length == 0)
            {
                Fail(place, "format", "The storage has no \"driver\" or no \"mount_path\".");
                return;
            }

            _storages.Add(read);
        }
        catch (JsonException e)
        {
            Fail(place, "json", e.LineNumber is null ? "The \"addition\" of the storage is no JSON object." : string.Create(CultureInfo.InvariantCulture,
                $"The \"addition\" of the storage is no JSON (its line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})."));
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair.
            Fail(place, "json", "The storage holds a text that is no Unicode.");
        }
    }

    // What a backup has beside its storages.
    private void ReadRest(JsonElement backup)
    {
        foreach (var section in backup.EnumerateObject())
        {
            switch (section.Name)
            {
                case "storages" or "encrypted":
                    break;
                case "users" when section.Value.ValueKind == JsonValueKind.Array:
                    ReadMembers(section, (place, json) => _users.Add(new ForeignUser(place, json)));
                    break;
                case "metas" when section.Value.ValueKind == JsonValueKind.Array:
                    ReadMembers(section, (place, json) => _metas.Add(new ForeignMeta(place, json)));
                    break;
                default:
                    NameLeftOut(section);
                    break;
            }
        }
    }

    private void NameLeftOut(JsonProperty section)
    {
        var count = section.Value.ValueKind switch
        {
            JsonValueKind.Array => section.Value.GetArrayLength(),
            JsonValueKind.Object => 1,
            _ => 0,
        };
        if (count > 0)
        {
            var name = section.Name.Length > MaxName ? section.Name[..MaxName] : section.Name;
            var message = string.Create(CultureInfo.InvariantCulture, $"What stands under \"{name}\" ({count}) has no counterpart and was left out.");
            _notes.Add(new ImportNote(name, false, "no-counterpart", message));
        }
    }

    private void ReadMembers(JsonProperty section, Action<string, JsonElement> add)
    {
        var index = 0;
        foreach (var member in section.Value.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{section.Name}[{index++}]");
            if (member.ValueKind == JsonValueKind.Object)
            {
                TryRead(place, () =>
                {
                    // Reads every text now, so that nothing throws where it is used.
                    foreach (var value in member.EnumerateObject())
                    {
                        _ = ForeignValue.Text(member, value.Name);
                    }

                    add(place, member);
                });
            }
            else
            {
                Fail(place, "format", "It is no JSON object.");
            }
        }
    }

    // A text with half a surrogate pair cannot be read.
    private void TryRead(string place, Action read)
    {
        try
        {
            read();
        }
        catch (InvalidOperationException)
        {
            Fail(place, "json", "It holds a text that is no Unicode.");
        }
    }

    private JsonElement GetAddition(JsonElement storage)
    {
        if (!storage.TryGetProperty("addition", out var addition) || addition.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        var inner = addition.ValueKind != JsonValueKind.String ? addition
            : addition.GetString() is { Length: > 0 } text ? Parse(System.Text.Encoding.UTF8.GetBytes(text)) : default;
        return inner.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined ? inner : throw new JsonException();
    }

    private JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        var document = JsonDocument.Parse(json, Lenient);
        _documents.Add(document);
        return document.RootElement;
    }

    private void Fail(string place, string code, string message) => _notes.Add(new ImportNote(place, true, code, message));
}
