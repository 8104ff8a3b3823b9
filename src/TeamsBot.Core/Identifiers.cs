namespace TeamsBot.Core;

/// <summary>A Microsoft Entra tenant: its GUID in lower case. Every partition key begins with it (rule T2).</summary>
public readonly record struct TenantId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The opaque id of a person, made by us at import and never derived from a name or a user principal name.</summary>
public readonly record struct PersonId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The Entra object id of an account, a GUID in lower case. Found only in verified tokens and Graph's answers.</summary>
public readonly record struct AccountId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A group's id: its tier and a slug of its name as first imported, such as <c>network-01</c>. URL-safe and stable.</summary>
public readonly record struct GroupId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A service's id: a slug of its name and the id of the group it serves, such as <c>early-help--locality-fernshaw</c>. URL-safe and stable.</summary>
public readonly record struct ServiceId(string Value)
{
    public static ServiceId Of(string name, GroupId group) => new($"{(Directory.Slug.Of(name) is { Length: > 0 } slug ? slug[..Math.Min(slug.Length, 80)] : "service")}--{group}");

    public override string ToString() => Value;
}

/// <summary>A school's unique reference number (URN) in the national register, six digits.</summary>
public readonly record struct Urn(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Makes a short random id in key characters. One source for the whole process, so that a rehearsal can seed it.</summary>
public delegate string NewId();
