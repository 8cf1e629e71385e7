using System.Text.Json;

namespace Pan123Dav.Commands.Import;

/// <summary>One user of an AList or OpenList backup. Passwords are in neither program's backup: their hashes stay in its database.</summary>
/// <param name="Place">Where it stands, such as <c>users[1]</c>.</param>
/// <param name="Json">As it stands there.</param>
internal sealed record ForeignUser(string Place, JsonElement Json)
{
    // The numbers of both programs' sources; AList 3.46 and later have a list of roles, and more of them.
    private const long Guest = 1;
    private const long Administrator = 2;
    private const long AccessesWithoutPassword = 1 << 1;

    /// <summary>What the user signs in with.</summary>
    public string Name => ForeignValue.Text(Json, "username") ?? "";

    /// <summary>The folder that the user sees as the root.</summary>
    public string BasePath => ForeignValue.Text(Json, "base_path") is { Length: > 0 } path ? path.StartsWith('/') ? path : "/" + path : "/";

    /// <summary>Whether the user may not sign in.</summary>
    public bool IsDisabled => ForeignValue.Flag(Json, "disabled");

    /// <summary>Whether it stands for everybody who has not signed in.</summary>
    public bool IsGuest => ForeignValue.Numbers(Json, "role").Contains(Guest);

    /// <summary>Whether the user may do everything.</summary>
    public bool IsAdministrator => ForeignValue.Numbers(Json, "role").Contains(Administrator);

    /// <summary>Roles of the owner's own making, by their numbers.</summary>
    public IEnumerable<long> OtherRoles => ForeignValue.Numbers(Json, "role").Where(role => role > Administrator);

    /// <summary>Whether folders' passwords are not asked for.</summary>
    public bool NeedsNoFolderPassword => IsAdministrator
        || (ForeignValue.Numbers(Json, "permission") is [var permission, ..] && (permission & AccessesWithoutPassword) != 0);

    /// <summary>Nothing secret.</summary>
    public override string ToString() => Place;
}
