using System.Globalization;
using Pan123Dav.Console;
using Pan123Dav.Data;

namespace Pan123Dav.Admin.Problems;

/// <summary>What the API says in Chinese.</summary>
internal sealed class ChineseApiText : ApiText
{
    public static ChineseApiText Instance { get; } = new();

    public override string Language => "zh-CN";

    public override MessageCatalog Messages => MessageCatalog.For(TextLanguage.Chinese);

    public override string NotFound => "没有这个资源。";

    public override string Stale => "内容已被他人修改，因此没有写入。请重新载入，再把您的修改加到现在的内容上。";

    public override string TreeHasErrors => "文本有错误，因此没有写入。请改正后再保存。";

    public override string NotTextPlain => "请以 UTF-8 编码的 text/plain 发送文本。";

    public override string InEnvironment => "它来自环境变量、密钥文件或命令行，无法在这里修改。请到那里修改，或把它移到设置文件中。";

    public override string Encoded => "请直接发送内容，不要使用 Content-Encoding 压缩。";

    public override string ForeignOrigin => "其他网站的页面不能这样做。";

    public override string TooManyChecks => "正在检查其他文本。请稍候再试。";

    public override string NoVersionKept => "无法在 DataDirectory 中保留修改前的文本，因此没有写入。请让网关的用户有权写入该文件夹。";

    public override string Unreadable => "暂时无法读取该文件。";

    public override string InSeveralSources => "它由多个配置来源共同设置，例如两个设置文件，或设置文件和环境变量。请到那里修改。";

    public override string KeptOut => "设置的当前内容有错误，没有生效。请先改正。";

    public override string SettingsWrong => "内容有误，没有写入。";

    public override string OtherForm => "设置文件的写法特殊，在这里修改会影响其他内容。请手工修改该文件。";

    public override string NotInForce => "已写入，但没有生效：原因见网关日志。";

    public override string NameMissing => "请填写登录用的用户名。";

    public override string NameStrange => "用户名最多 128 个字符，不能含冒号、斜杠、控制字符和不可见字符，首尾不能有空格，也不能是 . 或 ..。";

    public override string WrongQuery => "地址中的参数值不正确。";

    public override string NameStays => "用户不能改名。请用新名字添加用户，再删除这一个。";

    public override string PasswordMissing => "请填写密码。";

    public override string PasswordStrange => "密码最多 512 个字符，不能含控制字符。";

    public override string NoJson => "请发送一个 JSON 对象，每个成员只出现一次。";

    public override string NotJson => "请以 application/json 发送内容。";

    public override string NoText => "这里应当是文本。";

    public override string NoBoolean => "这里应当是 true 或 false。";

    public override string NoNumber => "这里应当是不小于 0 的整数。";

    public override string NoTexts => "这里应当是文本列表。";

    public override string NoObject => "这里应当是对象。";

    public override string NoObjects => "这里应当是对象列表。";

    public override string NameTaken => "已有同名用户，或仅大小写不同的用户。";

    public override string NotYourself => "不能删除自己，也不能取消自己的管理员身份。请由其他管理员操作。";

    public override string LastAdministrator => "这是最后一位管理员，否则将无人能够管理。";

    public override string DoctorRuns => "体检正在进行。请等它结束。";

    public override string BrokenFile(string file, int line) => $"{file} 从第 {line} 行起无法读取。请先手工改正。";

    public override string UnknownMember(string known) => $"没有这个成员，可用的有：{known}。";

    public override string UserInRules(string paths) => $"{paths} 的访问规则中有这个用户。请先从规则中去掉。";

    public override string WeakPassword(string reason) => SetupText.For(TextLanguage.Chinese).WeakPassword(reason);

    public override string Sentence(string message, int status) => status switch
    {
        400 => "请求的格式有误。",
        401 => "请使用用户名和密码登录。",
        403 => "此请求不被允许：它来自其他网站的页面。",
        404 => NotFound,
        405 => "此地址不支持这种请求方法。",
        413 => "请求过大。",
        415 => "不支持这种内容类型。",
        429 => "请求过于频繁。请稍候再试。",
        503 => "暂时不可用，请稍候再试。",
        _ => "请求未能完成。",
    };

    public override string TooLarge(long bytes) => string.Create(CultureInfo.InvariantCulture, $"内容超过了上限 {FileSizeFormatter.Format(bytes)}。");

    public override string Describe(FileObstacle obstacle, string file) => obstacle switch
    {
        FileObstacle.Missing => $"{file} 不存在，或不是普通文件。请先创建它。",
        FileObstacle.ConfigMap => $"{file} 来自 Kubernetes 的 ConfigMap 或 Secret，改了也会被还原。请到那里修改。",
        FileObstacle.MountedFile => $"{file} 是单独挂载到容器中的，无法替换。请改为挂载它所在的文件夹。",
        FileObstacle.ReadOnlyFileSystem => $"{file} 所在的文件系统是只读挂载的。请去掉 :ro 重新挂载，或把文件放到 DataDirectory 中。",
        FileObstacle.ReadOnlyFile => $"{file} 是只读的。请赋予写权限：chmod u+w。",
        FileObstacle.NoRight => $"网关的用户 {WhoAmI} 无权写入 {file} 或它所在的文件夹。请赋予权限，例如在宿主机上用 chown。",
        FileObstacle.OtherOwner => $"{file} 属于其他用户，写入后会变成网关用户 {WhoAmI} 的文件。请用 chown 把它交给该用户。",
        FileObstacle.DiskFull => $"{file} 所在的磁盘已满，没有写入。请腾出空间后再保存。",
        _ => $"操作系统不允许替换 {file}，没有写入。",
    };

    private static string WhoAmI => OperatingSystem.IsWindows() ? Environment.UserName : UnixUser.Id.ToString(CultureInfo.InvariantCulture);
}
