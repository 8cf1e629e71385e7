namespace Pan123Dav.Authentication;

/// <summary>Gives the users of the moment, which a reload replaces.</summary>
internal interface IUserDirectoryProvider
{
    /// <summary>The users. Read it once for one request.</summary>
    UserDirectory Users { get; }
}
