//! What a source file names, as a compiler would see it: every path, whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Arm, ImplItemFn, Item, ItemFn, ItemImpl, ItemMacro, ItemStatic, Macro, Pat, Type, UseTree,
    spanned::Spanned,
    visit::{self, Visit},
};

/// A path, segment by segment; what is of this crate begins with `crate`.
pub(crate) type Names = Vec<String>;

/// A function: its name, how many lines it has, and how many parameters.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) lines: usize,
    pub(crate) parameters: usize,
}

/// What there is to say of one file.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The module that it is: `crate`, `tui`, `screen` …
    pub(crate) module: Names,
    /// Every path that it names.
    pub(crate) named: BTreeSet<Names>,
    pub(crate) functions: Vec<Function>,
    /// Types that it has an `impl` of their own for.
    pub(crate) impls: BTreeSet<String>,
    /// How often `_ =>` stands beside arms of an enum, by the enum's name.
    pub(crate) leftovers: BTreeMap<String, usize>,
    /// How many statics of it can change.
    pub(crate) globals: usize,
    /// The enums that it makes.
    pub(crate) enums: BTreeSet<String>,
    /// What `cfg` asks of the system.
    pub(crate) systems: BTreeSet<String>,
    /// Short names of paths, and modules within.
    short: BTreeMap<String, Names>,
}

/// Every Rust file of a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module that a file under `src` is.
pub(crate) fn module(inside: &Path) -> Names {
    let whole = inside.with_extension("");
    let names = whole.iter().map(|name| name.to_str().unwrap().to_owned());
    let names: Names = names.collect();
    match names.as_slice() {
        [only] if only == "lib" => vec!["crate".to_owned()],
        _ => [vec!["crate".to_owned()], names].concat(),
    }
}

/// Reads a file that is that module.
pub(crate) fn read(module: Names, text: &str) -> Source {
    let file = syn::parse_file(text).unwrap();
    let mut source = Source {
        module,
        ..Source::default()
    };
    // Short names are known before anything is looked up by them.
    for item in &file.items {
        match item {
            Item::Mod(within) => {
                let name = within.ident.to_string();
                let whole = [source.module.clone(), vec![name.clone()]].concat();
                source.short.insert(name, whole);
            }
            Item::Use(used) => source.uses(&Vec::new(), &used.tree),
            _ => {}
        }
    }
    // A short name may stand for a path that begins with another one.
    for _ in 0..3 {
        let short = source.short.clone();
        for names in source.short.values_mut() {
            if let Some(whole) = names.first().and_then(|first| short.get(first)) {
                let rest = names.get(1..).unwrap_or_default();
                *names = [whole.as_slice(), rest].concat();
            }
        }
    }
    source.visit_file(&file);
    source
}

impl Source {
    /// Takes short names out of a `use`.
    fn uses(&mut self, before: &Names, tree: &UseTree) {
        let with = |name: String| [before.clone(), vec![name]].concat();
        match tree {
            UseTree::Path(path) => self.uses(&with(path.ident.to_string()), &path.tree),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.uses(before, tree);
                }
            }
            UseTree::Name(name) if name.ident == "self" => {
                if let Some(last) = before.last().cloned() {
                    self.put(last, before);
                }
            }
            UseTree::Name(name) => self.put(name.ident.to_string(), &with(name.ident.to_string())),
            UseTree::Rename(name) if name.ident == "self" => {
                self.put(name.rename.to_string(), before);
            }
            UseTree::Rename(name) => {
                self.put(name.rename.to_string(), &with(name.ident.to_string()));
            }
            UseTree::Glob(_) => self.name(before),
        }
    }

    fn put(&mut self, short: String, names: &[String]) {
        self.name(names);
        let whole = self.whole(names);
        if short != "_" && whole.first() != Some(&short) {
            self.short.insert(short, whole);
        }
    }

    /// The path from its very beginning.
    fn whole(&self, names: &[String]) -> Names {
        let mut rest = names.iter().peekable();
        let mut whole = match rest.peek().map(|name| name.as_str()) {
            Some("self") => {
                rest.next();
                self.module.clone()
            }
            Some("super") => self.module.clone(),
            Some(first) => match self.short.get(first) {
                Some(known) => {
                    rest.next();
                    known.clone()
                }
                None => Names::new(),
            },
            None => Names::new(),
        };
        for name in rest {
            match name.as_str() {
                "super" => drop(whole.pop()),
                _ => whole.push(name.clone()),
            }
        }
        whole
    }

    fn name(&mut self, names: &[String]) {
        let whole = self.whole(names);
        self.named.insert(whole);
    }

    /// The paths in a macro's tokens.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Names::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 && !path.is_empty() {
                        self.name(&std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
                other => {
                    if !path.is_empty() {
                        self.name(&std::mem::take(&mut path));
                    }
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        if !path.is_empty() {
            self.name(&path);
        }
    }

    /// Names in a condition that say which system it is.
    fn asks_system(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    if ["unix", "windows"].contains(&name.as_str()) || name.starts_with("target_") {
                        self.systems.insert(name);
                    }
                }
                TokenTree::Group(group) => self.asks_system(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn function(&mut self, signature: &syn::Signature, whole: proc_macro2::Span) {
        let (from, to) = (whole.start().line, whole.end().line);
        self.functions.push(Function {
            name: signature.ident.to_string(),
            line: from,
            lines: to - signature.span().start().line + 1,
            parameters: signature.inputs.len(),
        });
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|name| name.ident.to_string());
        let names: Names = names.collect();
        self.name(&names);
        visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // Who may see a thing is no use of them.
    }

    fn visit_item_use(&mut self, used: &'ast syn::ItemUse) {
        // Those within functions and modules too.
        self.uses(&Vec::new(), &used.tree);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta
            && (list.path.is_ident("cfg") || list.path.is_ident("cfg_attr"))
        {
            self.asks_system(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        if called.path.is_ident("cfg") {
            self.asks_system(called.tokens.clone());
        }
        self.tokens(called.tokens.clone());
        visit::visit_macro(self, called);
    }

    fn visit_item_macro(&mut self, made: &'ast ItemMacro) {
        self.tokens(made.mac.tokens.clone());
        visit::visit_item_macro(self, made);
    }

    fn visit_item_static(&mut self, global: &'ast ItemStatic) {
        if !matches!(global.mutability, syn::StaticMutability::None) {
            self.globals += 1;
        }
        visit::visit_item_static(self, global);
    }

    fn visit_item_enum(&mut self, made: &'ast syn::ItemEnum) {
        self.enums.insert(made.ident.to_string());
        visit::visit_item_enum(self, made);
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.function(&function.sig, function.span());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.function(&function.sig, function.span());
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, of: &'ast ItemImpl) {
        if let (None, Type::Path(path)) = (&of.trait_, &*of.self_ty)
            && let Some(last) = path.path.segments.last()
        {
            self.impls.insert(last.ident.to_string());
        }
        visit::visit_item_impl(self, of);
    }

    fn visit_expr_match(&mut self, asked: &'ast syn::ExprMatch) {
        let wild = |arm: &&Arm| matches!(arm.pat, Pat::Wild(_));
        if asked.arms.iter().any(|arm| wild(&arm)) {
            let mut enums = Enums::default();
            for arm in &asked.arms {
                enums.visit_pat(&arm.pat);
            }
            for name in enums.0 {
                *self.leftovers.entry(name).or_default() += 1;
            }
        }
        visit::visit_expr_match(self, asked);
    }
}

/// The enums of a pattern: what stands before the last name of a path.
#[derive(Default)]
struct Enums(BTreeSet<String>);

impl<'ast> Visit<'ast> for Enums {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut names = path
            .segments
            .iter()
            .rev()
            .map(|name| name.ident.to_string());
        if let (Some(_), Some(owner)) = (names.next(), names.next()) {
            self.0.insert(owner);
        }
    }
}
