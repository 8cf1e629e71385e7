namespace Pan123Dav.Console;

/// <summary>The Chinese texts of <c>setup</c>, in the words of 123 and AList.</summary>
internal sealed class ChineseSetupText : SetupText
{
    public static ChineseSetupText Instance { get; } = new();

    public override TextLanguage Language => TextLanguage.Chinese;

    public override string Tag => "zh-CN";

    public override string Intro => "把 123 云盘的直链设置成一个网络盘。全部回答完之前不会写入任何文件；按 Ctrl+C 可随时退出。";

    public override string AskKey => "私钥（在 www.123pan.com/DirectLink 查看；链接不需要签名则留空）";

    public override string AskUid => "账号 ID（在 www.123pan.com/Setting 查看；留空则从链接中读取）";

    public override string AskUidAgain => "账号 ID（链接中看不出来，请在 www.123pan.com/Setting 查看）";

    public override string AskLinks => "直链：每行粘贴一条，以空行结束；也可以输入链接文件或 AList、OpenList 备份文件的路径";

    public override string AskUser => "网络盘的用户名";

    public override string AskPassword => "密码";

    public override string AskPasswordAgain => "再输入一次密码";

    public override string AskReach => "谁可以访问";

    public override string ReachMachine => "machine：仅限本机程序";

    public override string ReachNetwork => "network：本局域网内的所有设备，使用明文 HTTP";

    public override string ReachDomain => "domain：所有人，使用您自己的域名和 https";

    public override string AskDomain => "域名，例如 drive.example.com";

    public override string AskCertificate => "在局域网中使用 https，由网关自己生成证书";

    public override string CertificateWarning => "这个证书不受信任：浏览器会询问一次，有些播放器和电视会拒绝。http 仍可使用，但仅限本机。";

    public override string AskQuota => "套餐每月的直链流量（GB），每日预算先定为它的十分之一（不设预算则留空）";

    public override string YesOrNo => "请输入 y（是）或 n（否）。";

    public override string AskDoctor => "现在就向 123 测试链接是否可用（doctor，每项只下载 1 字节）";

    public override string AskLeaveOut => "跳过这些行（选否则重新粘贴全部链接）";

    public override string AskOverwrite(string path) => $"{path} 已经存在，要替换吗";

    public override string NoAnswer(string option) => $"没有得到 {option} 的回答：请用选项写明，或在终端中运行 setup。";

    public override string NothingWritten => "没有写入任何文件。";

    public override string Exists(string path) => $"{path} 已经存在：加 --overwrite 替换它，或用 --config 指定另一个文件。";

    public override string KeyHasBlanks => "私钥中不会有空格或控制字符，请重新复制。";

    public override string KeyMissing => "没有私钥，链接将不带签名发出，只有在 123 关闭了 URL 鉴权时才可用。";

    public override string UidWrong => "账号 ID 是一个数字，例如 1812345678。";

    public override string UidMissing => "缺少账号 ID，从链接中也看不出来：请在 www.123pan.com/Setting 查看。";

    public override string UidFromLinks(ulong uid) => $"从链接中读到的账号 ID：{uid}";

    public override string UidDiffers(ulong uid) => $"所有链接都属于账号 {uid}：用别的数字签名，123 会拒绝。";

    public override string LinksMissing => "其中没有链接：请粘贴 123 给出的文件直链，每行一条。";

    public override string LinksTooLong => "内容太大，不像是链接列表。";

    public override string NoFile(string path, string reason) => $"无法读取 {path}：{MessageCatalog.For(Language).Translate(reason)}";

    public override string Encoding(string name) => $"文本按 {name} 编码读取。";

    public override string NoEncoding => "文本既不是 UTF-8，也不是 UTF-16 或 GB18030：请另存为 UTF-8。";

    public override string BackupUnreadable => "这不是可以读取的 AList 或 OpenList 备份。";

    public override string BackupEmpty => "备份中没有这里支持的存储：支持的是 123 的各种存储和 UrlTree。";

    public override string LinksRead(int files, int folders) => $"共 {files} 个文件，{folders} 个文件夹。";

    public override string LinesFaulty(int count) => $"有 {count} 行无法使用。";

    public override string Line(int line, string message) => line == 0 ? message : $"第 {line} 行：{message}";

    public override string AndMore(int count) => $"另有 {count} 处相同";

    public override string UserMissing => "缺少用户名。";

    public override string UserWrong => "用户名中不能有冒号和控制字符。";

    public override string PasswordsDiffer => "两次输入的密码不一致。";

    public override string WeakPassword(string reason) => reason switch
    {
        "holds the user's name" => "密码中含有用户名：请换一个至少 10 个字符的密码，例如四个词语。",
        "is one of those that are tried first" => "这是最先会被猜到的密码之一：请换一个至少 10 个字符的密码，例如四个词语。",
        _ => "密码太短：请换一个至少 10 个字符的密码，例如四个词语。",
    };

    public override string PasswordGood => "密码可用：不在最先会被猜到的密码之列。";

    public override string PasswordFileWrong(string path) => $"{path} 中应只有一行 UTF-8 文本，即密码。";

    public override string ReachWrong => "请输入 machine、network 或 domain。";

    public override string DomainWrong => "请只输入域名，例如 drive.example.com。";

    public override string NetworkWarning => "明文 HTTP 下，能看到本网络流量的人可以读到密码；Windows 资源管理器还需要把注册表中的 BasicAuthLevel 设为 2。家庭网络中可以接受。";

    public override string QuotaWrong => "请输入整数（GB），或留空。";

    public override string BudgetProposed => "目前没有每日流量预算。建议先定为每月流量的十分之一：在配置文件中写 \"Budgets\": { \"DailyBytes\": … }。";

    public override string BudgetWritten(long gigabytes) => $"每日预算：{gigabytes} GB。";

    public override string Written(string path) => $"已写入：{path}";

    public override string CheckFound(int files, int folders, int errors, int warnings) => $"检查完毕：{files} 个文件，{folders} 个文件夹，{errors} 个错误，{warnings} 个警告";

    public override string CannotWrite(string folder, string reason) => $"无法写入 {folder}：{MessageCatalog.For(Language).Translate(reason)}";

    public override string GiveFolder(string folder, uint user) =>
        $"用户 {user} 不能写入 {folder}：请把该文件夹交给这个用户（在主机上执行 chown -R {user} 文件夹），或以文件夹所有者的身份运行（容器中设置 user: \"UID:GID\"）";

    public override string StartWith(string command) => $"启动命令：{command}";

    public override string DomainNext(string folder) =>
        $"请把域名解析到本机，开放 80 和 443 端口，然后在 {folder} 中运行 `docker compose up -d`（镜像由源码构建：docker build -t pan123dav .）";

    public override string WhereItIs => "供其他程序和设备使用的地址：";

    public override string AskLinksFaulty => "请改正这些行后重新提交。";

    public override string Describe(LinkRepair repair, string detail) => repair switch
    {
        LinkRepair.Joined => $"链接被换行断开，已接上：{detail}",
        LinkRepair.Split => $"一行有多条链接，已拆成多行：{detail}",
        LinkRepair.Numbering => $"已去掉前面的编号或列表符号：{detail}",
        LinkRepair.Quotes => $"已去掉引号或括号：{detail}",
        LinkRepair.Entity => $"已把 &amp; 之类还原成字符：{detail}",
        LinkRepair.Signature => $"已去掉会过期的签名：{detail}",
        LinkRepair.Separator => $"已去掉链接后面的逗号之类：{detail}",
        LinkRepair.Size => $"已去掉链接后面的文件大小：{detail}",
        LinkRepair.WideColon => $"已把全角冒号改为半角：{detail}",
        LinkRepair.Named => $"前面的文字作为文件名：{detail}",
        LinkRepair.LeftOut => "没有链接，已跳过",
        _ => throw new ArgumentOutOfRangeException(nameof(repair)),
    };
}
