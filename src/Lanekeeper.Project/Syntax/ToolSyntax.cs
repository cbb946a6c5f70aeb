using Lanekeeper.Permissions;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>A tool as written. The fields of the one kind and of the other stand side by side in the file.</summary>
internal sealed record ToolSyntax(
    Located<ToolKind> Kind,
    Effect Effect,
    string Description,
    Located<Template> Summary,
    Located<string> Arguments,
    IReadOnlyList<Located<string>>? Decisive,
    ApprovalSyntax? Approval,
    Trust OutputTrust,
    Located<string>? From,
    HttpSyntax Http)
{
    public static readonly Shape<ToolSyntax> Shape = new ObjectShape<ToolSyntax>("a tool", fields =>
    {
        var kind = fields.Required("kind", Words.Choice<ToolKind>().Located(), "`outbox` writes an e-mail as a file; `http` calls an address.");
        var effect = fields.Required("effect", Words.Choice<Effect>(), "What the tool does to the world.");
        var description = fields.Optional("description", Words.Text, "What the tool does, for people and models.");
        var summary = fields.Required("summary", Words.Template, "What will happen, in plain words, for the person who approves; paths name arguments.");
        var arguments = fields.Required("arguments", Words.Path("schemas/send_reply.json"), "The JSON Schema of the arguments, an object.");
        var decisive = fields.Optional(
            "decisive", Words.List("names of arguments", Words.Line.Located()), "The arguments that decide where it goes or what it changes; all, when absent.");
        var approval = fields.Optional("approval", ApprovalSyntax.Shape, "How long a person has to decide, and what happens then.");
        var trust = fields.Optional("output_trust", Words.Trust, "untrusted", "Whether what the tool answers may be believed.");
        var from = fields.Optional("from", Words.Line.Located(), "The sender. For kind outbox only.");
        var http = HttpSyntax.Declare(fields);

        return values => new(
            values.Get(kind),
            values.Get(effect),
            values.Find(description) ?? "",
            values.Get(summary),
            values.Get(arguments),
            values.Find(decisive),
            values.Find(approval),
            values.Get(trust),
            values.Find(from),
            http(values));
    });
}

/// <summary>The fields of a tool of the kind <c>http</c>.</summary>
internal sealed record HttpSyntax(
    Located<string>? Method,
    Located<Template>? Url,
    IReadOnlyDictionary<string, string> Headers,
    bool SendsJson,
    IReadOnlyList<Located<string>>? Hosts,
    bool AllowPrivate,
    TimeSpan Timeout,
    IReadOnlyList<Located<object>> Written)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Declares them among the tool's own.</summary>
    public static Func<FieldValues, HttpSyntax> Declare(FieldList fields)
    {
        var method = fields.Optional("method", new ChoiceShape<string>([.. Methods.Select(name => (name, name))]).Located(), "For kind http only.");
        var url = fields.Optional("url", Words.Template, "The address; paths name arguments, whose values are percent-encoded. For kind http only.");
        var headers = fields.Optional("headers", new HeadersShape(), "Headers; ${env:NAME} and ${file:/path} name secrets. For kind http only.");
        var body = fields.Optional("body", new ChoiceShape<bool>([("json", true), ("none", false)]), "json", "`json` sends the arguments that the url does not use. For kind http only.");
        var hosts = fields.Optional("hosts", Words.List("hosts", Words.Line.Located(), least: 1), "The hosts that may be called; the url's own among them. For kind http only.");
        var allowPrivate = fields.Optional("allow_private", Words.Flag, "false", "Whether private, loopback and link-local addresses may be called. For kind http only.");
        var timeout = fields.Optional("timeout", Words.ShortTime, "10s", "How long one call may take. For kind http only.");
        string[] names = ["method", "url", "headers", "body", "hosts", "allow_private", "timeout"];

        return values => new(
            values.Find(method),
            values.Find(url),
            values.Find(headers) ?? new Dictionary<string, string>(),
            values.Get(body),
            values.Find(hosts),
            values.Get(allowPrivate),
            values.Get(timeout),
            [.. values.Node.Entries.Where(entry => names.Contains(entry.Name)).Select(entry => new Located<object>(entry.Name, entry.Key))]);
    }
}

internal sealed record ApprovalSyntax(TimeSpan Expires, Located<ExpiryOutcome> OnExpiry, Located<string>? Group)
{
    public static readonly Shape<ApprovalSyntax> Shape = new ObjectShape<ApprovalSyntax>("an approval", fields =>
    {
        var expires = fields.Optional("expires", Words.LongTime, "3d", "How long a person has.");
        var onExpiry = fields.Optional("on_expiry", Words.Choice<ExpiryOutcome>().Located(), "reject", "What happens then; approve is refused for write and destructive.");
        var group = fields.Optional("group", Words.GroupOrEmail, "Who is asked: a group or an e-mail address; everybody who may decide, when absent.");
        return values => new(values.Get(expires), values.Get(onExpiry), values.Find(group));
    });
}
