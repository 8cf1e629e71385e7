using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pan123Dav.Authentication;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Setup;

/// <summary>Writes the answers as a settings file, and reads that as the gateway will.</summary>
internal static class SetupSettings
{
    /// <summary>Name of the tree text beside it.</summary>
    public const string TreeName = "tree.txt";

    private const string Mounts = "Mounts";
    private const string Users = "Users";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The settings, as an object.</summary>
    /// <param name="answers">What was asked for.</param>
    /// <param name="treeName">The tree text's file.</param>
    /// <param name="urls">Where to listen; null to say nothing of it.</param>
    /// <param name="old">A settings file without mounts and users whose other keys are kept; null for none.</param>
    public static JsonObject Create(SetupAnswers answers, string treeName, string? urls, JsonObject? old = null)
    {
        var settings = old ?? [];
        if (urls is not null)
        {
            settings["Urls"] = urls;
        }

        if (answers.HasCertificate)
        {
            var certificate = new JsonObject { ["Path"] = SelfSignedCertificate.Name, ["KeyPath"] = SelfSignedCertificate.KeyName };
            settings["Kestrel"] = new JsonObject { ["Certificates"] = new JsonObject { ["Default"] = certificate } };
        }

        var section = answers.Imported?.DeepClone().AsObject() ?? settings[GatewayOptions.SectionName] as JsonObject ?? [];
        settings[GatewayOptions.SectionName] = section.Parent is null ? section : section.DeepClone();
        section = settings[GatewayOptions.SectionName]!.AsObject();
        if (answers.Imported is null)
        {
            section[Mounts] = new JsonArray(CreateMount(answers, treeName));
        }

        section[Users] = CreateUsers(answers, section[Users] as JsonArray);
        if (answers.DailyBytes is { } bytes)
        {
            var budgets = section["Budgets"] as JsonObject ?? [];
            budgets["DailyBytes"] = bytes;
            section["Budgets"] = budgets.Parent is null ? budgets : budgets.DeepClone();
        }

        return settings;
    }

    /// <summary>The file's bytes.</summary>
    public static byte[] Format(JsonObject settings)
    {
        using var buffer = new MemoryStream();
        var form = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, form))
        {
            settings.WriteTo(writer);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>The settings file as an object; null when it is none.</summary>
    public static JsonObject? Parse(byte[] file)
    {
        try
        {
            return JsonNode.Parse(new SettingsText(new MemoryStream(file)).Open(), documentOptions: Lenient) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Every mistake that the gateway would find in it.</summary>
    /// <param name="file">The settings file's bytes.</param>
    /// <param name="folder">Where it will lie.</param>
    public static IReadOnlyList<ConfigurationError> FindErrors(byte[] file, string folder)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(file)).Build();
        return GatewayOptions.Read(configuration, folder, TimeProvider.System).Errors;
    }

    private static JsonObject CreateMount(SetupAnswers answers, string treeName)
    {
        var signs = answers.PrivateKey.Length > 0;
        var mount = new JsonObject
        {
            [nameof(MountOptions.Path)] = "/",
            [nameof(MountOptions.Type)] = signs ? nameof(MountType.DirectLink) : nameof(MountType.UrlTree),
            [nameof(MountOptions.OriginUrlsFile)] = treeName,
        };
        if (signs)
        {
            mount[nameof(MountOptions.PrivateKey)] = answers.PrivateKey;
            mount[nameof(MountOptions.Uid)] = answers.Uid;
        }

        return mount;
    }

    // The owner first; of a backup's users all but one of that name.
    private static JsonArray CreateUsers(SetupAnswers answers, JsonArray? others)
    {
        var users = new JsonArray(new JsonObject
        {
            [nameof(UserOptions.Name)] = answers.User,
            [nameof(UserOptions.PasswordHash)] = answers.PasswordHash,
            [nameof(UserOptions.Admin)] = true,
        });
        foreach (var other in answers.Imported is null ? [] : others ?? [])
        {
            if (other is JsonObject user && (string?)user[nameof(UserOptions.Name)] != answers.User)
            {
                users.Add(user.DeepClone());
            }
        }

        return users;
    }
}
