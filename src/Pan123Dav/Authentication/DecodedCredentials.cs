namespace Pan123Dav.Authentication;

/// <summary>User name and password as one character encoding reads them. Not a record: it must not print itself.</summary>
internal readonly struct DecodedCredentials(string name, string password)
{
    public string Name { get; } = name;

    public string Password { get; } = password;
}
