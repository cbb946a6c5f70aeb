using System.Text.Json;
using System.Text.RegularExpressions;
using Lanekeeper.Permissions;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>The shapes that several files use.</summary>
internal static partial class Words
{
    public const string EmailPattern = @"^[^@\s<>,;""]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$";

    private const string NamePattern = "^[a-z][a-z0-9_-]{0,62}$";

    public static readonly Shape<string> Name = new TextShape("a name: small letters, digits, - and _, beginning with a letter, at most 63", NamePattern);

    public static readonly Shape<Located<string>> Reference = Name.Located();

    public static readonly Shape<string> Text = new TextShape("a text");

    public static readonly Shape<string> Line = new TextShape("one line of text", @"^[^\r\n]+$", longest: 500);

    public static readonly Shape<string> Email = new TextShape("an e-mail address", EmailPattern, longest: 254);

    public static readonly Shape<Located<string>> GroupOrEmail = new TextShape("the name of a group or an e-mail address", @"^\S+$", longest: 254).Located();

    public static readonly Shape<Located<Template>> Template = new TemplateShape();

    public static readonly Shape<Located<Cel.CelExpression>> Condition = new ConditionShape();

    public static readonly Shape<Trust> Trust = Choice<Trust>();

    public static readonly Shape<TimeSpan> ShortTime = new DurationShape(TimeSpan.FromHours(1));

    public static readonly Shape<TimeSpan> LongTime = new DurationShape(TimeSpan.FromDays(365));

    public static readonly Shape<Located<JsonElement>> JsonObject = new JsonShape(JsonValueKind.Object);

    public static readonly Shape<bool> Flag = new FlagShape();

    public static bool IsName(string text) => NameAlone().IsMatch(text);

    /// <summary>The members of an enum, spelled <c>like_this</c>.</summary>
    public static Shape<T> Choice<T>()
        where T : struct, Enum =>
        new ChoiceShape<T>([.. Enum.GetValues<T>().Select(value => (JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), value))]);

    /// <summary>A file of the project.</summary>
    public static Shape<Located<string>> Path(string like) =>
        new TextShape($"a path from the project's root, such as {like}", @"^[^/\\\s.:][^/\\:]*(/[^/\\.:][^/\\:]*)*/?$", longest: 500).Located();

    public static Shape<IReadOnlyList<T>> List<T>(string noun, Shape<T> item, int least = 0) => new ListShape<T>(noun, item, least);

    public static Shape<Named<T>> Map<T>(string noun, Shape<T> item) => new MapShape<T>(noun, Name, item);

    [GeneratedRegex(NamePattern, RegexOptions.CultureInvariant)]
    private static partial Regex NameAlone();
}
