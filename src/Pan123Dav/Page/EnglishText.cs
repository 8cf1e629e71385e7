namespace Pan123Dav.Page;

/// <summary>The pages in English.</summary>
internal static class EnglishText
{
    public static readonly HtmlText Instance = new()
    {
        Language = "en",
        Home = "Home",
        Name = "Name",
        Size = "Size",
        Modified = "Modified (UTC)",
        Path = "Path",
        Empty = "This folder is empty.",
        Search = "Search",
        SearchHint = "Filter here; Enter searches below",
        Found = "Found for “{0}”",
        NothingFound = "Nothing below this folder is called “{0}”.",
        MoreFound = "There is more than is shown: search for something longer, or in a folder further down.",
        BackToFolder = "Back to the folder",
        Actions = "More",
        SignOut = "Sign out {0}",
        Administration = "Administration",
        NeedsScript = "Administration needs JavaScript, which is switched off here. The drive itself works without it.",
        SignIn = "Sign in",
        UserName = "User name",
        Password = "Password",
        WrongPassword = "The user name or the password is wrong.",
        Throttled = "There were too many attempts to sign in from your address. Nothing was checked. Wait {0} min, and try again.",
        ForeignSignIn = "This sign-in came from a page of another site, so nothing was checked. Sign in here.",
        MalformedForm = "The form cannot be read. Fill it in here.",
        BackToDrive = "To the drive",
        NotForUser = "There is nothing here, or {0} may not see it.",
        TryLater = "Try again in {0} s.",
        Status = static status => status switch
        {
            400 or 413 or 431 => "This address cannot be read",
            401 => "Sign in first",
            403 => "Not allowed",
            404 => "Not found",
            405 => "This drive is read-only",
            412 => "The file has changed",
            415 => "No text",
            416 => "Not so long",
            429 => "Too much for now",
            503 => "Not at the moment",
            >= 500 => "That failed",
            _ => "That did not work",
        },
        Sentence = static (message, _) => message,
    };
}
