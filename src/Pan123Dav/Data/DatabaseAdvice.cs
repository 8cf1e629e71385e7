namespace Pan123Dav.Data;

/// <summary>What an owner can do about a database that cannot be used.</summary>
internal static class DatabaseAdvice
{
    /// <summary>A sentence, for the end of a message.</summary>
    public const string Text = "Look whether the account that runs the gateway may write the folder of Pan123Dav:DataDirectory and the disk has room, "
        + "or name another folder there";
}
