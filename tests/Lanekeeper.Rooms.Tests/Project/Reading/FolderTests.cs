using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Reading;

public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lanekeeper-project-").FullName;

    private readonly string _outside = Directory.CreateTempSubdirectory("lanekeeper-outside-").FullName;

    public FolderTests()
    {
        foreach (var (path, content) in SampleProject.Files.Contents)
        {
            Write(path, content.Span);
        }

        Write("sources/handbook/b.md", "# Bee"u8);
        Write("sources/handbook/deep/a.txt", "Ay"u8);
        Write("sources/handbook/picture.png", [0xff, 0x00]);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_outside, recursive: true);
    }

    [Fact]
    public void The_files_of_a_snapshot_are_read_and_no_others()
    {
        Write("README.md", "Not part of what is deployed."u8);
        Write("prompts/.draft.md.swp", "x"u8);

        var files = Projects.Read(_folder).Value;

        files.Contents.Keys.Order().ShouldBe(SampleProject.Files.Contents.Keys.Order());
        Projects.Hash(files).ShouldBe(Projects.Hash(SampleProject.Files));
        Projects.Check(files, _folder).Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Documents_are_read_in_order_and_pictures_are_not()
    {
        var source = Projects.Check(SampleProject.Files).Definition!.Sources["handbook"];

        Projects.ReadSource(_folder, source).Value.Files.ShouldBe([new SourceFile("b.md", "# Bee"), new SourceFile("deep/a.txt", "Ay")]);
    }

    [Fact]
    public void A_source_that_vanished_is_a_fault_where_it_is_declared()
    {
        var source = Projects.Check(SampleProject.Files).Definition!.Sources["handbook"];
        Directory.Delete(Path.Combine(_folder, "sources"), recursive: true);

        Faults().ShouldBe(["lanekeeper.yaml:43:11: sources/handbook cannot be read: there is no such folder"]);
        Projects.ReadSource(_folder, source).Problem!.Code.ShouldBe("project.unreadable");
    }

    [Fact]
    public void A_document_that_is_no_text_is_a_fault_in_it()
    {
        Write("sources/handbook/b.md", [.. "# Bee\n\n"u8, 0xc3]);

        Faults().ShouldBe(["sources/handbook/b.md:3:1: byte 7: 0xC3 is not UTF-8; save the file as UTF-8"]);
    }

    [Fact]
    public void A_source_without_documents_is_a_fault()
    {
        Directory.Delete(Path.Combine(_folder, "sources"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_folder, "sources/handbook"));

        Faults().ShouldBe(["lanekeeper.yaml:43:11: `sources/handbook` holds no .md or .txt document"]);
    }

    [Fact]
    public void A_folder_that_holds_no_project_says_what_to_do() =>
        Projects.Read(Path.Combine(_folder, "prompts")).Problem!.Message.ShouldContain("lanekeeper init");

    [Fact]
    public void A_file_that_is_too_big_is_named()
    {
        Write("evals/huge.jsonl", new byte[1024 * 1024 + 1]);

        Projects.Read(_folder).Problem!.Message.ShouldStartWith("evals/huge.jsonl: one file may have 1 MB");
    }

    [Fact]
    public void A_link_out_of_the_project_is_not_followed()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "prompts/passwords.md"), "/etc/passwd");

        Projects.Read(_folder).Problem!.Message.ShouldContain("prompts/passwords.md cannot be read: it is a symbolic link");
    }

    [Theory]
    [InlineData("prompts/keys")]
    [InlineData("workflows/keys")]
    [InlineData("evals/deep/keys")]
    public void A_linked_folder_is_not_followed(string path)
    {
        Link(path);

        Projects.Read(_folder).Problem!.Message.ShouldBe($"{path} cannot be read: it is a symbolic link; put the folder itself there");
    }

    [Theory]
    [InlineData("workflows")]
    [InlineData("prompts")]
    [InlineData("schemas")]
    [InlineData("evals")]
    public void A_folder_of_the_project_is_itself_no_link(string name)
    {
        Directory.Delete(Path.Combine(_folder, name), recursive: true);
        Link(name);

        Projects.Read(_folder).Problem!.Message.ShouldBe($"{name} cannot be read: it is a symbolic link; put the folder itself there");
    }

    [Theory]
    [InlineData("sources")]
    [InlineData("sources/handbook")]
    [InlineData("sources/handbook/keys")]
    public void A_linked_folder_of_documents_is_a_fault_and_not_followed(string path)
    {
        var source = Projects.Check(SampleProject.Files).Definition!.Sources["handbook"];
        if (Directory.Exists(Path.Combine(_folder, path)))
        {
            Directory.Delete(Path.Combine(_folder, path), recursive: true);
        }

        Link(path);

        Faults().ShouldBe([$"lanekeeper.yaml:43:11: {path} cannot be read: it is a symbolic link; put the folder itself there"]);
        Projects.ReadSource(_folder, source).Problem!.Code.ShouldBe("project.unreadable");
    }

    [Fact]
    public void The_project_folder_may_be_reached_by_a_link()
    {
        var link = _folder + "-link";
        Directory.CreateSymbolicLink(link, _folder);
        try
        {
            Projects.Check(Projects.Read(link).Value, link).Faults.ShouldBeEmpty();
        }
        finally
        {
            File.Delete(link);
        }
    }

    private IEnumerable<string> Faults() => Projects.Check(Projects.Read(_folder).Value, _folder).Faults.Select(fault => fault.ToString());

    /// <summary>To a folder outside, with a file that would be taken everywhere.</summary>
    private void Link(string path)
    {
        File.WriteAllText(Path.Combine(_outside, "handbook.md"), "secret");
        Directory.CreateDirectory(Path.Combine(_outside, "handbook"));
        File.WriteAllText(Path.Combine(_outside, "handbook", "id.md"), "secret");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        Directory.CreateSymbolicLink(Path.Combine(_folder, path), _outside);
    }

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        var whole = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllBytes(whole, content);
    }
}
